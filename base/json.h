// RapidJSON for a program that may run out of memory: its own types write through a null pointer then, these throw
// std::bad_alloc. Private to trama: installed headers show no JSON library.
#pragma once

#include <rapidjson/document.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/reader.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cstddef>
#include <cstdlib>
#include <new>

namespace trama::json {

// An allocator as RapidJSON wants it.
class Allocator {
 public:
  static constexpr bool kNeedFree = true;
  void* Malloc(std::size_t size) { return size == 0 ? nullptr : checked(std::malloc(size)); }
  void* Realloc(void* old, std::size_t /*old_size*/, std::size_t size) {
    if (size > 0) return checked(std::realloc(old, size));
    std::free(old);
    return nullptr;
  }
  static void Free(void* memory) { std::free(memory); }

 private:
  static void* checked(void* memory) {
    if (memory == nullptr) throw std::bad_alloc();
    return memory;
  }
};

using Encoding = rapidjson::UTF8<>;
using Pool = rapidjson::MemoryPoolAllocator<Allocator>;
using Document = rapidjson::GenericDocument<Encoding, Pool, Allocator>;
using Value = rapidjson::GenericValue<Encoding, Pool>;
using Reader = rapidjson::GenericReader<Encoding, Encoding, Allocator>;
using StringBuffer = rapidjson::GenericStringBuffer<Encoding, Allocator>;
template <typename Stream>
using Writer = rapidjson::Writer<Stream, Encoding, Encoding, Allocator>;
template <typename Stream>
using PrettyWriter = rapidjson::PrettyWriter<Stream, Encoding, Encoding, Allocator>;

}  // namespace trama::json
