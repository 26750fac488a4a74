// A checksum in every page of a graph file, so that a flipped bit is told and not read. Private to graph/.
#pragma once

namespace trama::sqlite {

// Bytes at the end of each page that hold its checksum: XXH3 of the rest, with the page's place as seed. SQLite keeps
// them free (byte 20 of the file says so), so any other SQLite program can read the file; one that writes to it makes
// checksums that no longer fit.
inline constexpr int kChecksumBytes = 8;

// The name of a SQLite VFS that is the default one but for the pages of databases with so many free bytes: it fills the
// checksum in when it writes a page and answers SQLITE_IOERR_DATA when it reads one that does not fit. Any thread.
const char* checksum_vfs();

}  // namespace trama::sqlite
