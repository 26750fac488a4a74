#include "graph/store/sqlite/checksum_vfs.h"

#include <sqlite3.h>
#include <xxhash.h>

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

namespace trama::sqlite {
namespace {

constexpr const char* kName = "trama-checksums";
constexpr int kHeader = 100;          // Bytes at the head of the first page.
constexpr int kReservedBytesAt = 20;  // Where it says how many bytes of each page are free.

// What SQLite allocates for a file: ours, and behind it that of the VFS below.
struct File {
  sqlite3_file base;
  bool database = false;  // The database itself, not its log.
  bool checked = false;   // Its pages have checksums.

  sqlite3_file* below() { return reinterpret_cast<sqlite3_file*>(this + 1); }
  const sqlite3_io_methods* methods() { return below()->pMethods; }
};
static_assert(sizeof(File) % alignof(void*) == 0);

File* file_of(sqlite3_file* file) {
  return reinterpret_cast<File*>(file);
}

sqlite3_vfs* below() {
  static sqlite3_vfs* const kBelow = sqlite3_vfs_find(nullptr);
  return kBelow;
}

bool is_page(int size) {
  return size >= 512 && (size & (size - 1)) == 0;
}

std::uint64_t checksum(const unsigned char* page, int size, sqlite3_int64 place) {
  return XXH3_64bits_withSeed(page, static_cast<std::size_t>(size - kChecksumBytes), static_cast<XXH64_hash_t>(place));
}

void look_at_header(File& file, const unsigned char* bytes, int size, sqlite3_int64 place) {
  if (!file.database || place != 0 || size < kHeader) return;
  if (std::memcmp(bytes, "SQLite format 3", 16) == 0) file.checked = bytes[kReservedBytesAt] == kChecksumBytes;
}

int read(sqlite3_file* base, void* buffer, int size, sqlite3_int64 place) {
  File& file = *file_of(base);
  const int status = file.methods()->xRead(file.below(), buffer, size, place);
  if (status != SQLITE_OK) return status;
  const auto* bytes = static_cast<const unsigned char*>(buffer);
  look_at_header(file, bytes, size, place);
  if (!file.checked || !is_page(size)) return SQLITE_OK;
  std::uint64_t stored = 0;
  for (int i = 0; i < kChecksumBytes; ++i) stored |= std::uint64_t{bytes[size - kChecksumBytes + i]} << 8 * i;
  return stored == checksum(bytes, size, place) ? SQLITE_OK : SQLITE_IOERR_DATA;
}

int write(sqlite3_file* base, const void* buffer, int size, sqlite3_int64 place) {
  File& file = *file_of(base);
  const auto* bytes = static_cast<const unsigned char*>(buffer);
  look_at_header(file, bytes, size, place);
  if (!file.checked || !is_page(size)) return file.methods()->xWrite(file.below(), buffer, size, place);
  std::vector<unsigned char> page(bytes, bytes + size);
  const std::uint64_t sum = checksum(bytes, size, place);
  for (int i = 0; i < kChecksumBytes; ++i) {
    page[static_cast<std::size_t>(size - kChecksumBytes + i)] = static_cast<unsigned char>(sum >> 8 * i);
  }
  return file.methods()->xWrite(file.below(), page.data(), size, place);
}

// All else goes on to the VFS below. Without xFetch nothing is read past read().
int close(sqlite3_file* base) {
  File& file = *file_of(base);
  return file.methods() == nullptr ? SQLITE_OK : file.methods()->xClose(file.below());
}
int truncate(sqlite3_file* base, sqlite3_int64 size) {
  return file_of(base)->methods()->xTruncate(file_of(base)->below(), size);
}
int sync(sqlite3_file* base, int flags) {
  return file_of(base)->methods()->xSync(file_of(base)->below(), flags);
}
int file_size(sqlite3_file* base, sqlite3_int64* size) {
  return file_of(base)->methods()->xFileSize(file_of(base)->below(), size);
}
int lock(sqlite3_file* base, int kind) {
  return file_of(base)->methods()->xLock(file_of(base)->below(), kind);
}
int unlock(sqlite3_file* base, int kind) {
  return file_of(base)->methods()->xUnlock(file_of(base)->below(), kind);
}
int check_reserved_lock(sqlite3_file* base, int* result) {
  return file_of(base)->methods()->xCheckReservedLock(file_of(base)->below(), result);
}
int file_control(sqlite3_file* base, int operation, void* argument) {
  return file_of(base)->methods()->xFileControl(file_of(base)->below(), operation, argument);
}
int sector_size(sqlite3_file* base) {
  return file_of(base)->methods()->xSectorSize(file_of(base)->below());
}
int device_characteristics(sqlite3_file* base) {
  return file_of(base)->methods()->xDeviceCharacteristics(file_of(base)->below());
}
int shm_map(sqlite3_file* base, int page, int size, int extend, void volatile** memory) {
  return file_of(base)->methods()->xShmMap(file_of(base)->below(), page, size, extend, memory);
}
int shm_lock(sqlite3_file* base, int offset, int count, int flags) {
  return file_of(base)->methods()->xShmLock(file_of(base)->below(), offset, count, flags);
}
void shm_barrier(sqlite3_file* base) {
  file_of(base)->methods()->xShmBarrier(file_of(base)->below());
}
int shm_unmap(sqlite3_file* base, int remove) {
  return file_of(base)->methods()->xShmUnmap(file_of(base)->below(), remove);
}

constexpr sqlite3_io_methods kMethods = {2,
                                         close,
                                         read,
                                         write,
                                         truncate,
                                         sync,
                                         file_size,
                                         lock,
                                         unlock,
                                         check_reserved_lock,
                                         file_control,
                                         sector_size,
                                         device_characteristics,
                                         shm_map,
                                         shm_lock,
                                         shm_barrier,
                                         shm_unmap,
                                         nullptr,
                                         nullptr};

int open(sqlite3_vfs*, const char* name, sqlite3_file* base, int flags, int* opened) {
  auto* file = new (base) File;
  file->base.pMethods = nullptr;
  file->below()->pMethods = nullptr;
  file->database = (flags & SQLITE_OPEN_MAIN_DB) != 0;
  const int status = below()->xOpen(below(), name, file->below(), flags, opened);
  if (file->methods() != nullptr) file->base.pMethods = &kMethods;
  return status;
}
int remove(sqlite3_vfs*, const char* name, int sync_folder) {
  return below()->xDelete(below(), name, sync_folder);
}
int access(sqlite3_vfs*, const char* name, int flags, int* result) {
  return below()->xAccess(below(), name, flags, result);
}
int full_pathname(sqlite3_vfs*, const char* name, int size, char* result) {
  return below()->xFullPathname(below(), name, size, result);
}
int randomness(sqlite3_vfs*, int size, char* result) {
  return below()->xRandomness(below(), size, result);
}
int sleep(sqlite3_vfs*, int microseconds) {
  return below()->xSleep(below(), microseconds);
}
int current_time(sqlite3_vfs*, double* time) {
  return below()->xCurrentTime(below(), time);
}
int last_error(sqlite3_vfs*, int size, char* text) {
  return below()->xGetLastError(below(), size, text);
}
int current_time_64(sqlite3_vfs*, sqlite3_int64* time) {
  return below()->xCurrentTimeInt64(below(), time);
}

const char* make() {
  static sqlite3_vfs vfs{};
  vfs.iVersion = 2;
  vfs.szOsFile = static_cast<int>(sizeof(File)) + below()->szOsFile;
  vfs.mxPathname = below()->mxPathname;
  vfs.zName = kName;
  vfs.xOpen = open;
  vfs.xDelete = remove;
  vfs.xAccess = access;
  vfs.xFullPathname = full_pathname;
  vfs.xRandomness = randomness;
  vfs.xSleep = sleep;
  vfs.xCurrentTime = current_time;
  vfs.xGetLastError = last_error;
  vfs.xCurrentTimeInt64 = current_time_64;
  sqlite3_vfs_register(&vfs, 0);
  return kName;
}

}  // namespace

const char* checksum_vfs() {
  static const char* const kRegistered = make();
  return kRegistered;
}

}  // namespace trama::sqlite
