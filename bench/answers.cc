// answers MODEL TABLES TEXT…: what the network and the rules say of the texts, floats as their bits, to be compared
// between processors (bench/arm64). Before that, sums over what the network's products make of numbers made up.
#include <bit>
#include <cinttypes>
#include <cstdio>
#include <iostream>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "base/hash.h"
#include "base/statement_json.h"
#include "bench/program.h"
#include "extract/analysis/analyzer.h"
#include "extract/neural/kernels.h"
#include "extract/neural/matrix.h"
#include "extract/neural/product.h"
#include "extract/statements/extractor.h"

namespace {

using namespace trama;

// In [-1, 1). Not by a distribution of the library's, which may use functions that differ.
std::vector<float> made_up(int size, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<float> out(size);
  for (float& value : out) value = std::bit_cast<float>(0x40000000U | (static_cast<std::uint32_t>(random()) >> 9)) - 3;
  return out;
}

void print_sum(const char* what, int outputs, int inputs, const float* values, std::size_t count) {
  const auto hash = content_hash({reinterpret_cast<const char*>(values), count * sizeof(float)});
  std::printf("numbers %s %dx%d %016" PRIx64 "\n", what, outputs, inputs, hash);
}

void multiply(int outputs, int inputs, Precision precision) {
  constexpr int kRows = 53;
  PlainWeights plain;
  plain.outputs = outputs;
  plain.inputs = inputs;
  for (const float value : made_up(outputs * inputs, 1)) plain.bytes.push_back(static_cast<std::int8_t>(value * 127));
  const std::vector<float> scales = made_up(outputs, 2), values = made_up(kRows * inputs, 3);
  plain.scales.assign(scales.begin(), scales.end());
  const Weights weights(plain, precision);
  Rows x;
  x.reset(precision, kRows, inputs);
  for (int r = 0; r < kRows; ++r) x.set(r, values.data() + static_cast<std::size_t>(r) * inputs);
  Matrix y(kRows, weights.columns());
  weights.multiply(x, 0, kRows, nullptr, y.row(0), static_cast<std::size_t>(y.cols()));
  const std::size_t size = static_cast<std::size_t>(kRows) * y.cols();
  print_sum(precision == Precision::kBytes ? "bytes" : "floats", outputs, inputs, y.row(0), size);
}

// Steps of LSTM cells one after the other, and what the loops beside them make of their states.
void run_cells(int steps) {
  const std::vector<float> gates = made_up(steps * 4 * kPanelUnits, 4);
  std::vector<float> cell(kPanelUnits, 0.5F), out(kPanelUnits), values;
  for (int step = 0; step < steps; ++step) {
    std::vector<float> wide(gates.begin() + step * 4 * kPanelUnits, gates.begin() + (step + 1) * 4 * kPanelUnits);
    for (float& gate : wide) gate *= static_cast<float>(step % 24);
    lstm_cell(wide.data(), cell.data(), out.data());
    values.insert(values.end(), out.begin(), out.end());
    values.push_back(dot(cell.data(), wide.data(), kPanelUnits));
    values.push_back(sum_of_exponentials(wide.data(), 0.25F, kPanelUnits));
  }
  print_sum("cells", steps, kPanelUnits, values.data(), values.size());
}

void print_words(const Sentence& sentence) {
  for (const Word& word : sentence.words) {
    std::cout << "word " << word.form << '\t' << word.lemma << '\t' << word.upos << '\t' << word.feats << '\t'
              << word.head << '\t' << word.deprel << '\t' << word.func << '\t' << word.entity << '\t'
              << std::bit_cast<std::uint32_t>(word.certainty) << '\n';
  }
}

int run(int argc, char** argv) {
  if (argc < 4) {
    std::cerr << "usage: answers MODEL TABLES TEXT…\n";
    return 2;
  }
  for (const Precision precision : {Precision::kBytes, Precision::kFloats}) {
    for (const int inputs : {7, 129, 288, 512}) {
      for (const int outputs : {13, 256, 1024}) multiply(outputs, inputs, precision);
    }
  }
  run_cells(10000);
  std::fflush(stdout);
  const Extractor extractor = Extractor::load(argv[2]);
  for (const AnalysisPrecision precision : {AnalysisPrecision::kBytes, AnalysisPrecision::kFloats}) {
    AnalyzerOptions options;
    options.precision = precision;
    const Analyzer analyzer = Analyzer::load(argv[1], options);
    for (int i = 3; i < argc; ++i) {
      Document document;
      document.id = argv[i];
      document.text = read_file(argv[i]);
      for (const AnalyzedDocument& analyzed : analyzer.analyze({document})) {
        for (const Sentence& sentence : analyzed.sentences) print_words(sentence);
        for (const Statement& statement : extractor.statements(analyzed)) std::cout << to_json(statement) << '\n';
      }
    }
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  return bench::run_program("answers", [&] { return run(argc, argv); });
}
