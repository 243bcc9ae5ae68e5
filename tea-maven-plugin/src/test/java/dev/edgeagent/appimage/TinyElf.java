package dev.edgeagent.appimage;

import dev.edgeagent.Arch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The smallest thing that looks like tea-launcher: an ELF with a {@code .tea_id} section. */
final class TinyElf {
  private static final byte[] NAMES = "\0.tea_id\0.shstrtab\0".getBytes(StandardCharsets.US_ASCII);
  private static final int ID_OFFSET = 64;
  private static final int NAMES_OFFSET = ID_OFFSET + 32;
  private static final int TABLE_OFFSET = NAMES_OFFSET + 24;

  private TinyElf() {}

  static byte[] bytes() {
    return bytes(Arch.X86_64);
  }

  static byte[] bytes(Arch arch) {
    int machine = arch == Arch.X86_64 ? 62 : 183;
    ByteBuffer elf = ByteBuffer.allocate(TABLE_OFFSET + 3 * 64).order(ByteOrder.LITTLE_ENDIAN);
    elf.putInt(0, 0x464c457f).put(4, (byte) 2).put(5, (byte) 1).put(6, (byte) 1);
    elf.putShort(0x10, (short) 2).putShort(0x12, (short) machine).putInt(0x14, 1);
    elf.putLong(0x28, TABLE_OFFSET);
    elf.putShort(0x34, (short) 64).putShort(0x3a, (short) 64);
    elf.putShort(0x3c, (short) 3).putShort(0x3e, (short) 2);
    elf.put(NAMES_OFFSET, NAMES);
    section(elf, 1, 1, 1, ID_OFFSET, 32);
    section(elf, 2, 9, 3, NAMES_OFFSET, NAMES.length);
    return elf.array();
  }

  private static void section(ByteBuffer elf, int index, int name, int type, long at, long size) {
    int header = TABLE_OFFSET + index * 64;
    elf.putInt(header, name).putInt(header + 4, type);
    elf.putLong(header + 0x18, at).putLong(header + 0x20, size);
  }
}
