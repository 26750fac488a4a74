// The model that is shipped, damaged in many ways: each is refused, and the message says what is wrong with it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#include <zlib.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/files.h"
#include "extract/analysis/analyzer.h"
#include "tests/extract/neural/tiny_model.h"

namespace trama {
namespace {

using testing::AnyOf;
using testing::HasSubstr;

const std::filesystem::path kModels = std::filesystem::path(TRAMA_SOURCE_DIR) / "models";

std::filesystem::path model_in(const std::filesystem::path& folder) {
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".safetensors") return entry.path();
  }
  return {};
}

constexpr std::size_t kLengthBytes = 8;

std::size_t data_begin(const std::string& file) {
  std::uint64_t length = 0;
  std::memcpy(&length, file.data(), kLengthBytes);
  return kLengthBytes + length;
}

class DamagedModel : public testing::Test {
 protected:
  // Loads `bytes` as a model and expects to be told `reason`.
  void expect_refused(const std::string& bytes, const std::string& how, const testing::Matcher<std::string>& reason) {
    file_.write(bytes);
    ++damaged_;
    try {
      Analyzer::load(file_.path());
      ADD_FAILURE() << how << " was accepted";
    } catch (const Error& error) {
      EXPECT_THAT(error.code(), AnyOf(ErrorCode::kFormat, ErrorCode::kVersion)) << how;
      EXPECT_THAT(std::string(error.what()), testing::AllOf(HasSubstr(file_.path().string()), reason)) << how;
    }
  }
  // The same with one bit of byte `at` turned round.
  void expect_flip_refused(std::size_t at, const testing::Matcher<std::string>& reason) {
    std::string bad = good_;
    bad[at] = static_cast<char>(bad[at] ^ 4);
    expect_refused(bad, "byte " + std::to_string(at), reason);
  }
  // The same with the entry of `tensor` in the header changed from `from` to `to`, of the same length.
  void expect_entry_refused(const std::string& tensor, const std::string& from, const std::string& to,
                            const testing::Matcher<std::string>& reason) {
    ASSERT_EQ(from.size(), to.size());
    const std::size_t entry = good_.find("\"" + tensor + "\":{"), at = good_.find(from, entry);
    ASSERT_LT(at, good_.find('}', entry)) << tensor << ": " << from;
    std::string bad = good_;
    bad.replace(at, from.size(), to);
    expect_refused(bad, tensor + ": " + to, reason);
  }

  // The same with the first digit behind `key` in the entry of `tensor` changed.
  void expect_digit_refused(const std::string& tensor, const std::string& key,
                            const testing::Matcher<std::string>& reason) {
    const std::size_t at = good_.find("\"" + key + "\":[", good_.find("\"" + tensor + "\":{")) + key.size() + 4;
    std::string bad = good_;
    bad[at] = bad[at] == '9' ? '8' : '9';
    expect_refused(bad, tensor + ": other " + key, reason);
  }
  // The same with the first size of `tensor` put behind the others.
  void expect_turned_shape_refused(const std::string& tensor) {
    const std::size_t from = good_.find("\"shape\":[", good_.find("\"" + tensor + "\":{")) + 9;
    const std::size_t comma = good_.find(',', from), to = good_.find(']', from);
    std::string bad = good_;
    bad.replace(from, to - from, good_.substr(comma + 1, to - comma - 1) + "," + good_.substr(from, comma - from));
    expect_refused(bad, tensor + ": sizes turned", testing::ContainsRegex("'" + tensor + "': shape .* is expected"));
  }

  // The file without the tensors for which `leave_out` holds, whole and with a checksum of its own.
  std::string without(const std::function<bool(const std::string&)>& leave_out) const {
    const std::size_t begin = data_begin(good_);
    rapidjson::Document header;
    header.Parse(good_.data() + kLengthBytes, begin - kLengthBytes);
    std::vector<std::pair<std::uint64_t, std::string>> tensors;  // By the beginning of their data.
    for (const auto& [name, entry] : header.GetObject()) {
      if (entry.HasMember("data_offsets")) tensors.emplace_back(entry["data_offsets"][0].GetUint64(), name.GetString());
    }
    std::sort(tensors.begin(), tensors.end());
    std::string data;
    for (const auto& [from, name] : tensors) {
      if (leave_out(name)) {
        header.RemoveMember(name.c_str());
        continue;
      }
      rapidjson::Value& offsets = header[name.c_str()]["data_offsets"];
      const std::uint64_t size = offsets[1].GetUint64() - from;
      offsets[0].SetUint64(data.size());
      data.append(good_, begin + from, size);
      offsets[1].SetUint64(data.size());
    }
    rapidjson::Value& metadata = header["__metadata__"];
    const rapidjson::Value& text = metadata["trama"];
    uLong sum = ::crc32_z(0, reinterpret_cast<const Bytef*>(text.GetString()), text.GetStringLength());
    sum = ::crc32_z(sum, reinterpret_cast<const Bytef*>(data.data()), data.size());
    char digits[9];
    std::snprintf(digits, sizeof digits, "%08lx", static_cast<unsigned long>(sum));
    metadata["crc32"].SetString(digits, header.GetAllocator());
    rapidjson::StringBuffer out;
    rapidjson::Writer<rapidjson::StringBuffer> writer(out);
    header.Accept(writer);
    std::string head(out.GetString(), out.GetSize());
    head.resize((head.size() + 7) / 8 * 8, ' ');
    const std::uint64_t length = head.size();
    return std::string(reinterpret_cast<const char*>(&length), kLengthBytes) + head + data;
  }

  const std::string good_ = read_file(model_in(kModels));
  test::TemporaryFile file_{""};
  int damaged_ = 0;
};

TEST_F(DamagedModel, IsRefusedWithItsReason) {
  const std::size_t begin = data_begin(good_), size = good_.size();
  // Cut off: before the header, in it, and among the weights.
  for (const std::size_t end : {std::size_t{0}, std::size_t{1}, std::size_t{7}, std::size_t{8}}) {
    expect_refused(good_.substr(0, end), "cut off at " + std::to_string(end), HasSubstr("too short"));
  }
  for (const std::size_t end : {std::size_t{9}, std::size_t{100}, begin / 3, begin / 2, begin - 1}) {
    expect_refused(good_.substr(0, end), "cut off at " + std::to_string(end), HasSubstr("cut off in its header"));
  }
  for (int i = 0; i < 12; ++i) {
    const std::size_t end = begin + (size - begin) * i / 12;
    expect_refused(good_.substr(0, end), "cut off at " + std::to_string(end), HasSubstr("may be cut off"));
  }
  expect_refused(good_.substr(0, size - 1), "one byte less", HasSubstr("may be cut off"));
  expect_refused(good_ + "x", "one byte more", HasSubstr("bytes behind the last tensor"));
  expect_refused(good_ + good_, "twice", HasSubstr("bytes behind the last tensor"));

  // The length of the header.
  for (std::size_t at = 0; at < kLengthBytes; ++at) expect_flip_refused(at, HasSubstr("header"));
  // Checksum, words, labels, self-test: of the header all that is no tensor.
  const std::size_t words = good_.find("\\\"words\\\""), crc = good_.find("\"crc32\":\"") + 9;
  const std::size_t tensors = good_.rfind("\"arc.bias\"");
  for (std::size_t at = crc; at < crc + 8; at += 3) {
    std::string bad = good_;
    bad[at] = bad[at] == '0' ? '1' : '0';
    expect_refused(bad, "byte " + std::to_string(at), HasSubstr("damaged: its checksum is"));
  }
  for (int i = 1; i < 8; ++i) {
    std::size_t at = words + (tensors - words) * i / 8;
    while (good_[at] < 'a' || good_[at] > 'z') ++at;
    std::string bad = good_;
    bad[at] = bad[at] == 'x' ? 'y' : 'x';
    expect_refused(bad, "byte " + std::to_string(at),
                   AnyOf(HasSubstr("damaged: its checksum is"), HasSubstr("header")));
  }
  // What the header says of tensors.
  expect_entry_refused("tag.weight", "I8", "I4", HasSubstr("'tag.weight': type I4"));
  expect_entry_refused("tag.weight", "dtype", "dtypo", HasSubstr("'tag.weight': no dtype"));
  expect_entry_refused("tag.weight", "shape", "shapa", HasSubstr("'tag.weight': no shape"));
  expect_entry_refused("tag.weight", "data_o", "data_p", HasSubstr("'tag.weight': no data_offsets"));
  for (const char* tensor : {"tag.weight", "embed.word", "embed.word.scale", "lstm.weight_hh_l1"}) {
    expect_digit_refused(tensor, "shape", HasSubstr("do not have the size of its shape"));
    expect_digit_refused(tensor, "data_offsets",
                         AnyOf(HasSubstr("outside the file"), HasSubstr("do not have the size of its shape")));
  }
  expect_entry_refused("tag.weight", "shape\":[", "shape\":\"", HasSubstr("header"));
  expect_entry_refused("embed.word.scale", "F32", "F16", HasSubstr("do not have the size of its shape"));
  for (const char* tensor : {"lstm.weight_ih_l0", "tag.weight", "label.weight"}) expect_turned_shape_refused(tensor);
  expect_entry_refused("crf.end", "crf.end", "crf.and", HasSubstr("'crf.end' is missing"));
  expect_entry_refused("mix.ner", "mix.ner", "mix.nor", HasSubstr("'mix.ner' is missing"));
  // Weights: the checksum is another one.
  for (int i = 0; i < 24; ++i) expect_flip_refused(begin + (size - begin) * i / 24 + 11, HasSubstr("its checksum is"));

  // Whole files that lack weights.
  for (const std::string name : {"lstm.weight_hh_l0", "lstm.weight_ih_l2_reverse", "tag.weight", "embed.word"}) {
    for (const std::string& missing : {name, name + ".scale"}) {
      expect_refused(without([&](const std::string& tensor) { return tensor == missing; }), "no " + missing,
                     HasSubstr("'" + missing + "' is missing"));
    }
  }
  expect_refused(without([](const std::string& tensor) { return tensor.find(".weight") != std::string::npos; }),
                 "no matrices", HasSubstr("is missing"));
  expect_refused(read_file(model_in(kModels / "float")), "weights in floats alone",
                 HasSubstr("format 1 has no weights in bytes"));
  EXPECT_GE(damaged_, 66);
}

// What is taken out of the file and put together again is a model: the test above damages what it means to.
TEST_F(DamagedModel, WhatIsWholeIsTaken) {
  file_.write(without([](const std::string&) { return false; }));
  EXPECT_NO_THROW(Analyzer::load(file_.path()));
}

}  // namespace
}  // namespace trama
