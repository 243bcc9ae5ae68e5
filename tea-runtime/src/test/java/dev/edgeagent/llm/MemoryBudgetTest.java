package dev.edgeagent.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryBudgetTest {

  private static final String OF_MACHINE = "available on this machine";
  private static final String OF_GROUP = "left of the memory limit of this control group";

  @TempDir Path root;

  @Test
  void isWhatTheMachineHasAvailable() throws Exception {
    write("proc/meminfo", "MemTotal:       16000 kB\nMemAvailable:    1000 kB\n");
    assertThat(amount()).isEqualTo(new MemoryBudget.Amount(1024_000, OF_MACHINE));
  }

  @Test
  void isNotKnownWhereNothingTells() {
    assertThat(amount())
        .isEqualTo(new MemoryBudget.Amount(Long.MAX_VALUE, "not known on this system"));
  }

  @Test
  void isTheTightestOfNestedGroupsOfVersion2() throws Exception {
    machine();
    mount("/ /cg rw - cgroup2 cgroup2 rw", "0::/slice/box");
    group2("cg/slice/box", "max", 100_000, 0);
    group2("cg/slice", "900000", 300_000, 100_000);
    assertThat(amount()).isEqualTo(new MemoryBudget.Amount(700_000, OF_GROUP));
    group2("cg/slice/box", "500000", 100_000, 0);
    assertThat(amount()).isEqualTo(new MemoryBudget.Amount(400_000, OF_GROUP));
  }

  @Test
  void isThatOfTheContainerWhoseGroupIsMountedAsTheTop() throws Exception {
    machine();
    mount("/docker/abc /cg rw - cgroup cgroup rw,cpu,memory", "3:cpu,memory:/docker/abc");
    write("cg/memory.limit_in_bytes", "600000\n");
    write("cg/memory.usage_in_bytes", "200000\n");
    write("cg/memory.stat", "cache 1\ntotal_inactive_file 30000\ntotal_active_file 20000\n");
    assertThat(amount()).isEqualTo(new MemoryBudget.Amount(450_000, OF_GROUP));
  }

  @Test
  void ignoresGroupsWithoutALimit() throws Exception {
    machine();
    mount("/ /cg rw - cgroup cgroup rw,memory", "4:memory:/");
    write("cg/memory.limit_in_bytes", "9223372036854771712\n");
    write("cg/memory.usage_in_bytes", "200000\n");
    assertThat(amount().source()).isEqualTo(OF_MACHINE);
  }

  @Test
  void isNothingOnceALimitIsExceeded() throws Exception {
    machine();
    mount("/ /cg rw - cgroup2 cgroup2 rw", "0::/");
    group2("cg", "100000", 200_000, 0);
    assertThat(amount()).isEqualTo(new MemoryBudget.Amount(0, OF_GROUP));
  }

  private void machine() throws Exception {
    write("proc/meminfo", "MemAvailable:    1000000 kB\n");
  }

  private void mount(String mount, String group) throws Exception {
    write("proc/self/mountinfo", "20 1 0:1 / / rw - ext4 /dev/vda rw\n31 23 0:28 " + mount + "\n");
    write("proc/self/cgroup", "9:name=systemd:/x\n" + group + "\n");
  }

  private void group2(String directory, String max, long current, long files) throws Exception {
    write(directory + "/memory.max", max + "\n");
    write(directory + "/memory.current", current + "\n");
    write(directory + "/memory.stat", "anon 5\ninactive_file " + files + "\nactive_file 0\n");
  }

  private void write(String file, String text) throws Exception {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private MemoryBudget.Amount amount() {
    return MemoryBudget.of(root.resolve("proc"), root);
  }
}
