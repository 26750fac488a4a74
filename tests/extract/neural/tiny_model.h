// Small model files with random weights, written by the tests themselves.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace trama::test {

// A safetensors file as bytes: F32 tensors one behind the other, and behind them those of bytes.
class ModelWriter {
 public:
  // Adds a tensor of values around zero; the same call gives the same values.
  void add(const std::string& name, const std::vector<int>& shape, float scale) {
    std::size_t size = 1;
    for (const int s : shape) size *= static_cast<std::size_t>(s);
    std::vector<float> values(size);
    std::mt19937 random(static_cast<unsigned>(data_.size()) + 1);
    for (float& v : values) v = scale * (static_cast<float>(random() % 20001) / 10000.0F - 1.0F);
    add(name, shape, values);
  }
  void add(const std::string& name, const std::vector<int>& shape, const std::vector<float>& values) {
    const std::size_t begin = data_.size();
    data_.resize(begin + values.size() * sizeof(float));
    std::memcpy(data_.data() + begin, values.data(), values.size() * sizeof(float));
    std::string entry = "\"" + name + "\":{\"dtype\":\"F32\",\"shape\":[";
    for (std::size_t i = 0; i < shape.size(); ++i) entry += (i ? "," : "") + std::to_string(shape[i]);
    entry += "],\"data_offsets\":[" + std::to_string(begin) + "," + std::to_string(data_.size()) + "]}";
    entries_.push_back(entry);
  }

  // The same as bytes, with a scale for each row if `scaled`.
  void add_bytes(const std::string& name, const std::vector<int>& shape, float scale, bool scaled = true) {
    std::vector<float> scales(1, 1.0F);
    std::string entry;
    std::size_t size = 1;
    for (std::size_t i = 0; i < shape.size(); ++i) {
      entry += (i ? "," : "") + std::to_string(shape[i]);
      size *= static_cast<std::size_t>(shape[i]);
      if (i + 1 < shape.size()) scales.resize(scales.size() * static_cast<std::size_t>(shape[i]));
    }
    std::mt19937 random(static_cast<unsigned>(bytes_.size()) + 2);
    for (float& s : scales) s = scale / 127 * (0.5F + static_cast<float>(random() % 1000) / 2000.0F);
    byte_entries_.push_back({"\"" + name + "\":{\"dtype\":\"I8\",\"shape\":[" + entry + "]", bytes_.size()});
    for (std::size_t i = 0; i < size; ++i) bytes_ += static_cast<char>(static_cast<int>(random() % 255) - 127);
    if (scaled) add(name + ".scale", {shape.begin(), shape.end() - 1}, scales);
  }

  // `metadata`: the JSON under the key "trama".
  std::string bytes(const std::string& metadata) const {
    unsigned long crc = ::crc32_z(0, reinterpret_cast<const Bytef*>(metadata.data()), metadata.size());
    const std::string data = data_ + bytes_;
    crc = ::crc32_z(crc, reinterpret_cast<const Bytef*>(data.data()), data.size());
    char sum[9];
    std::snprintf(sum, sizeof sum, "%08lx", crc);
    std::string header =
        "{\"__metadata__\":{\"crc32\":\"" + std::string(sum) + "\",\"trama\":\"" + escaped(metadata) + "\"}";
    for (const std::string& entry : entries_) header += "," + entry;
    for (std::size_t i = 0; i < byte_entries_.size(); ++i) {
      const std::size_t end = i + 1 < byte_entries_.size() ? byte_entries_[i + 1].second : bytes_.size();
      header += "," + byte_entries_[i].first + ",\"data_offsets\":[" +
                std::to_string(data_.size() + byte_entries_[i].second) + "," + std::to_string(data_.size() + end) +
                "]}";
    }
    return file(header + "}");
  }
  // The same data behind a header of one's own.
  std::string file(std::string header) const {
    while (header.size() % 8 != 0) header += ' ';
    std::string out(8, '\0');
    const std::uint64_t size = header.size();
    std::memcpy(out.data(), &size, 8);
    return out + header + data_ + bytes_;
  }

 private:
  static std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text) {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
    return out;
  }

  std::string data_;
  std::vector<std::string> entries_;
  std::string bytes_;
  std::vector<std::pair<std::string, std::size_t>> byte_entries_;  // Up to their offsets in `bytes_`.
};

// What a test may want to be different from the tiny model below.
struct TinyModel {
  std::string format = "2";  // "1": floats.
  std::string kind = "analysis";
  std::string selftest = "[]";
  std::string lemma_endings = "{}";
  std::string lexicon = R"({"fue\tX0":"ser"})";
  std::string skip_tensor;   // Left out.
  std::string float_tensor;  // As floats, where it should be bytes.
  std::string extra_tensor;  // Added.
  int hidden = 6;

  std::string metadata() const {
    std::string tags = R"(["X0","X1|A=b","PUNCT|PunctType=Peri|Z=1"])";
    return R"({"kind":")" + kind + R"(","format":)" + format +
           R"(,"language":"es","version":"0.1","words":["<unk>","<mask>","la","casa","año","0","."],)"
           R"("chars":["a","b","c","é","ñ","."],"tags":)" +
           tags +
           R"(,"lemmas":["l|-0+|-0+","k|-1+x|-2+ar","=ser","l|-0+|-1+o"],"deprels":["root","nsubj","obj","parataxis"],)"
           R"("funcs":["","SUJ","CD"],"entities":["O","B-PER","I-PER","E-PER","S-PER","B-LOC","I-LOC","E-LOC","S-LOC"],)"
           R"("lexicon":)" +
           lexicon + R"(,"lemma_endings":)" + lemma_endings + R"(,"leak":0.1,"card":{"seed":1},"selftest":)" +
           selftest + "}";
  }

  std::string bytes() const {
    ModelWriter writer;
    const int h = hidden, word = 5, channels[] = {4, 3};
    const auto add = [&](const std::string& name, const std::vector<int>& shape, float scale = 1.0F) {
      if (name == skip_tensor) return;
      const bool is_product = name == "embed.word" || name.starts_with("lstm.weight") ||
                              (name.ends_with(".weight") && !name.starts_with("char."));
      if (is_product && format != "1" && name != float_tensor) {
        writer.add_bytes(name, shape, scale, name + ".scale" != skip_tensor);
      } else {
        writer.add(name, shape, scale);
      }
    };
    add("embed.word", {7, word});
    std::vector<float> chars(10 * 3, 0.0F);
    for (std::size_t i = 3; i < chars.size(); ++i) chars[i] = static_cast<float>(i % 7) / 3.0F - 1.0F;
    writer.add("embed.char", {10, 3}, chars);
    for (const int k : {3, 5}) {
      add("char.conv" + std::to_string(k) + ".weight", {channels[k == 5], 3, k});
      add("char.conv" + std::to_string(k) + ".bias", {channels[k == 5]});
    }
    int inputs = word + channels[0] + channels[1];
    for (const char* layer : {"_l0", "_l1"}) {
      for (const char* direction : {"", "_reverse"}) {
        const std::string end = std::string(layer) + direction;
        add("lstm.weight_ih" + end, {4 * h, inputs});
        add("lstm.weight_hh" + end, {4 * h, h});
        add("lstm.bias_ih" + end, {4 * h});
        add("lstm.bias_hh" + end, {4 * h});
      }
      inputs = 2 * h;
    }
    for (const char* task : {"tag", "lemma", "parse", "ner"}) add(std::string("mix.") + task, {2});
    const std::map<std::string, int> layers = {{"tag", 3},      {"lemma", 4},     {"ner", 9},       {"arc_dep", 8},
                                               {"arc_head", 8}, {"label_dep", 5}, {"label_head", 5}};
    for (const auto& [name, outputs] : layers) {
      add(name + ".weight", {outputs, 2 * h}, 3.0F);
      add(name + ".bias", {outputs});
    }
    add("parse.root", {2 * h});
    add("arc.weight", {8, 8});
    add("arc.bias", {8});
    add("label.weight", {4, 6, 6});
    add("func.weight", {3, 6, 6});
    add("crf.transitions", {9, 9});
    add("crf.start", {9});
    add("crf.end", {9});
    if (!extra_tensor.empty()) add(extra_tensor, {2, 2});
    return writer.bytes(metadata());
  }
};

// A file that is removed at the end of its scope.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& bytes) {
    static int number = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("trama-test-" + std::to_string(::getpid()) + "-" + std::to_string(number++) + ".safetensors");
    write(bytes);
  }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  void write(const std::string& bytes) const {
    std::ofstream(path_, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace trama::test
