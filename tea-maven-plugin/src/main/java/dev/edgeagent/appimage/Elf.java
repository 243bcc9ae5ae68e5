package dev.edgeagent.appimage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The ELF at the start of an AppImage, in memory. The runtimes find the squashfs where the ELF
 * ends: at the end of the section header table, or of the last section in it, whichever is later.
 * Moving that table to the end of some padding moves the squashfs.
 *
 * <p>Field names are those of the ELF-64 specification.
 */
final class Elf {
  private static final int SECTION_HEADER_BYTES = 64;
  private static final int E_SHOFF = 0x28;
  private static final int E_SHENTSIZE = 0x3a;
  private static final int E_SHNUM = 0x3c;
  private static final int E_SHSTRNDX = 0x3e;
  private static final int SHT_NOBITS = 8;
  private static final int APPIMAGE_MAGIC_OFFSET = 8;
  private static final byte[] APPIMAGE_MAGIC = {'A', 'I', 2};

  /**
   * A section with bytes in the file.
   *
   * @param offset from the start of the file
   * @param size in bytes
   */
  private record Section(int nameOffset, int type, long offset, long size) {
    long end() {
      return type == SHT_NOBITS ? offset : offset + size;
    }
  }

  private final byte[] bytes;
  private final ByteBuffer header;
  private final List<Section> sections;

  private Elf(byte[] bytes) throws NotAnElf {
    this.bytes = bytes;
    this.header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    this.sections = readSections();
  }

  /** Not a 64-bit little-endian ELF with a section header table. */
  static final class NotAnElf extends IOException {
    private static final long serialVersionUID = 1L;

    NotAnElf(String message) {
      super(message);
    }
  }

  static Elf read(Path file) throws IOException {
    return new Elf(Files.readAllBytes(file));
  }

  private List<Section> readSections() throws NotAnElf {
    boolean elf64 =
        bytes.length > 64 && header.getInt(0) == 0x464c457f && bytes[4] == 2 && bytes[5] == 1;
    if (!elf64) {
      throw new NotAnElf("not a 64-bit little-endian ELF file");
    }
    long table = header.getLong(E_SHOFF);
    int count = header.getShort(E_SHNUM) & 0xffff;
    if (table == 0
        || count == 0
        || (header.getShort(E_SHENTSIZE) & 0xffff) != SECTION_HEADER_BYTES) {
      throw new NotAnElf("an ELF file without a section header table");
    }
    if (table < 0 || table + (long) count * SECTION_HEADER_BYTES > bytes.length) {
      throw new NotAnElf("a truncated ELF file");
    }
    List<Section> read = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int at = (int) table + i * SECTION_HEADER_BYTES;
      read.add(
          new Section(
              header.getInt(at),
              header.getInt(at + 4),
              header.getLong(at + 0x18),
              header.getLong(at + 0x20)));
    }
    return read;
  }

  /** Where the squashfs begins: the first byte after the ELF. */
  long end() {
    long end = tableOffset() + tableBytes();
    for (Section section : sections) {
      end = Math.max(end, section.end());
    }
    return end;
  }

  /**
   * A copy that is longer, so that {@code (end() + offset) % alignment == 0}. Nothing that is
   * loaded into memory moves.
   *
   * @param offset of what should be aligned, from the end of the ELF, in bytes; a multiple of 8
   *     like the alignment
   */
  Elf padded(int alignment, int offset) {
    long atLeast = end() + tableBytes() + offset;
    int newEnd = Math.toIntExact((atLeast + alignment - 1) / alignment * alignment - offset);
    byte[] padded = new byte[newEnd];
    System.arraycopy(bytes, 0, padded, 0, (int) end());
    int newTable = newEnd - tableBytes();
    System.arraycopy(bytes, (int) tableOffset(), padded, newTable, tableBytes());
    ByteBuffer.wrap(padded).order(ByteOrder.LITTLE_ENDIAN).putLong(E_SHOFF, newTable);
    return reread(padded);
  }

  /** A copy with the mark of a type-2 AppImage. */
  Elf withAppImageMagic() {
    byte[] marked = bytes.clone();
    System.arraycopy(APPIMAGE_MAGIC, 0, marked, APPIMAGE_MAGIC_OFFSET, APPIMAGE_MAGIC.length);
    return reread(marked);
  }

  /**
   * A copy with other bytes in a section; empty if it has no such section.
   *
   * @throws IllegalArgumentException when the section has another size
   */
  Optional<Elf> withSection(String name, byte[] content) {
    return section(name)
        .map(
            section -> {
              if (section.type() == SHT_NOBITS || section.size() != content.length) {
                throw new IllegalArgumentException(
                    "section " + name + " has no place for " + content.length + " bytes");
              }
              byte[] changed = bytes.clone();
              System.arraycopy(content, 0, changed, (int) section.offset(), content.length);
              return reread(changed);
            });
  }

  /** The content of a section. */
  Optional<byte[]> sectionBytes(String name) {
    return section(name)
        .map(section -> Arrays.copyOfRange(bytes, (int) section.offset(), (int) section.end()));
  }

  private Optional<Section> section(String name) {
    Section names = sections.get(header.getShort(E_SHSTRNDX) & 0xffff);
    byte[] wanted = (name + '\0').getBytes(StandardCharsets.US_ASCII);
    return sections.stream()
        .filter(
            section -> {
              int at = (int) names.offset() + section.nameOffset();
              return at + wanted.length <= bytes.length
                  && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length);
            })
        .findFirst();
  }

  /** The file's bytes, without what may follow the ELF. */
  byte[] toByteArray() {
    return Arrays.copyOf(bytes, Math.toIntExact(end()));
  }

  private long tableOffset() {
    return header.getLong(E_SHOFF);
  }

  private int tableBytes() {
    return sections.size() * SECTION_HEADER_BYTES;
  }

  private static Elf reread(byte[] bytes) {
    try {
      return new Elf(bytes);
    } catch (NotAnElf e) {
      throw new IllegalStateException("a changed ELF is still one", e);
    }
  }
}
