#include "extract/neural/tensor_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "base/error.h"
#include "tests/extract/neural/tiny_model.h"

namespace trama {
namespace {

using test::ModelWriter;
using test::TemporaryFile;
using ::testing::HasSubstr;

std::string two_tensors() {
  ModelWriter writer;
  writer.add("a", {2, 3}, {1, 2, 3, 4, 5, 6});
  writer.add("b", {1}, std::vector<float>{7});
  return writer.bytes("{}");
}

TEST(TensorFile, GivesTensorsWithTheirShapes) {
  const TemporaryFile file(two_tensors());
  const TensorFile tensors(file.path());
  EXPECT_EQ(tensors.metadata("trama"), "{}");
  EXPECT_THAT(tensors.tensor("a", {2, -1}).values(), ::testing::ElementsAre(1, 2, 3, 4, 5, 6));
  EXPECT_THAT(tensors.tensor("b", {1}).values(), ::testing::ElementsAre(7));
  EXPECT_TRUE(tensors.has("a"));
  EXPECT_FALSE(tensors.has("c"));
  EXPECT_THROW(tensors.tensor("a", {3, 2}), Error);
  EXPECT_THROW(tensors.tensor("a", {6}), Error);
  EXPECT_THROW(tensors.tensor("c", {1}), Error);
  EXPECT_THROW(tensors.metadata("other"), Error);
}

TEST(TensorFile, TruncationsAndFlippedBitsAreRefused) {
  const std::string good = two_tensors();
  const TemporaryFile file(good);
  for (std::size_t size = 0; size < good.size(); ++size) {
    file.write(good.substr(0, size));
    EXPECT_THROW(TensorFile{file.path()}, Error) << "cut off at " << size;
  }
  file.write(good + "x");
  EXPECT_THROW(TensorFile{file.path()}, Error);
  for (std::size_t i = 0; i < good.size(); ++i) {
    const int bit = static_cast<int>(i % 8);
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ (1 << bit));
    file.write(bad);
    try {
      const TensorFile tensors(file.path());
      // What is read must then be as it was: only names, and blanks between values, may have changed.
      EXPECT_TRUE(!tensors.has("a") || !tensors.has("b") ||
                  (tensors.tensor("a", {-1, -1}).shape == std::vector<int>{2, 3} && tensors.metadata("trama") == "{}"))
          << "bit " << bit << " of byte " << i;
    } catch (const Error&) {
    }
  }
}

struct Case {
  const char* name;
  const char* header;
  const char* message;
};
// All with four bytes of data and a right checksum where one is read.
const std::vector<Case> kBadHeaders = {
    {"no JSON", R"({"a":)", "header"},
    {"no object", R"([1])", "no JSON object"},
    {"tensor is no object", R"({"a":1})", "no object"},
    {"no dtype", R"({"a":{"shape":[1],"data_offsets":[0,4]}})", "dtype"},
    {"other dtype", R"({"a":{"dtype":"I32","shape":[1],"data_offsets":[0,4]}})", "I32"},
    {"no shape", R"({"a":{"dtype":"F32","data_offsets":[0,4]}})", "shape"},
    {"negative size", R"({"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}})", "not positive"},
    {"zero size", R"({"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}})", "not positive"},
    {"size beyond all bounds",
     R"({"a":{"dtype":"F32","shape":[2147483647,2147483647,2147483647],"data_offsets":[0,4]}})", "too large"},
    {"shape is no list", R"({"a":{"dtype":"F32","shape":1,"data_offsets":[0,4]}})", "shape"},
    {"one offset", R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}})", "data_offsets"},
    {"offsets turned round", R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}})", "outside"},
    {"offsets beyond the end", R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})", "outside"},
    {"offsets that wrap round",
     R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[18446744073709551612,18446744073709551615]}})", "outside"},
    {"other size than the shape's", R"({"a":{"dtype":"F16","shape":[1],"data_offsets":[0,4]}})", "size of its shape"},
    {"misaligned", R"({"a":{"dtype":"F16","shape":[1],"data_offsets":[1,3]}})", "aligned"},
    {"overlap",
     R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})",
     "overlap"},
    {"hole", R"({"a":{"dtype":"F16","shape":[1],"data_offsets":[2,4]}})", "holes"},
    {"data that no tensor has", R"({"a":{"dtype":"F16","shape":[1],"data_offsets":[0,2]}})", "behind the last tensor"},
    {"repeated name",
     R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})",
     "repeated"},
    {"metadata no string", R"({"__metadata__":{"trama":1}})", "no string"},
    {"no metadata", R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", "metadata"},
    {"other checksum",
     R"({"__metadata__":{"trama":"","crc32":"00000000"},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})",
     "damaged"},
    {"no checksum", R"({"__metadata__":{"trama":""},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", "crc32"},
};

TEST(TensorFile, BadHeadersAreRefusedByName) {
  ModelWriter writer;
  writer.add("a", {1}, std::vector<float>{7});
  for (const Case& c : kBadHeaders) {
    const TemporaryFile file(writer.file(c.header));
    try {
      const TensorFile tensors(file.path());
      ADD_FAILURE() << c.name << " was accepted";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kFormat) << c.name;
      EXPECT_THAT(error.what(), HasSubstr(c.message)) << c.name;
      EXPECT_THAT(error.what(), HasSubstr(file.path().string())) << c.name;
    }
  }
}

TEST(TensorFile, DeepNestingIsRefused) {
  const TemporaryFile file(ModelWriter().file(R"({"a":)" + std::string(1'000'000, '[')));
  EXPECT_THROW(TensorFile{file.path()}, Error);
}

TEST(TensorFile, ValuesThatAreNoNumbersAreRefused) {
  for (const float bad : {std::numeric_limits<float>::infinity(), std::nanf("")}) {
    ModelWriter writer;
    writer.add("a", {3}, {0, bad, 0});
    const TemporaryFile file(writer.bytes("{}"));
    EXPECT_THROW(TensorFile{file.path()}, Error);
  }
}

TEST(TensorFile, UnreadableFilesAreInputErrors) {
  for (const char* path : {"/nonexistent/model.safetensors", "/tmp"}) {
    try {
      const TensorFile tensors(path);
      ADD_FAILURE() << path;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kIo);
      EXPECT_THAT(error.what(), HasSubstr(path));
    }
  }
}

}  // namespace
}  // namespace trama
