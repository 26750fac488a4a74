// Ways to run an exporter in a test, and small graphs to run it on.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "export/explorer/page.h"
#include "export/format.h"
#include "graph/model/graph.h"
#include "graph/store/builder.h"
#include "tests/export/statements.h"

namespace trama {

// The files of a format that writes several, by name.
inline std::map<std::string, std::string> exported_files(const Graph& graph, std::string_view format,
                                                         const ExportOptions& options = {}) {
  const std::filesystem::path folder =
      std::filesystem::path(::testing::TempDir()) / ("exported_" + std::to_string(::getpid()));
  std::filesystem::remove_all(folder);
  OutputFolder out(folder.string(), false);
  find_format(format)->write_folder(graph, options, out);
  out.commit();
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    files[entry.path().filename().string()] = {std::istreambuf_iterator<char>(file), {}};
  }
  std::filesystem::remove_all(folder);
  return files;
}

// Of a format of several files all of them, one after the other.
inline std::string exported(const Graph& graph, std::string_view format, const ExportOptions& options = {}) {
  if (find_format(format)->write_folder != nullptr) {
    std::string all;
    for (const auto& [name, text] : exported_files(graph, format, options)) all.append(name).append("\n").append(text);
    return all;
  }
  std::ostringstream stream;
  Output out("-", stream);
  find_format(format)->write(graph, options, out);
  out.commit();
  return stream.str();
}

// All but the explorer's page where the program was built without it.
inline std::vector<Format> written_formats() {
  std::vector<Format> all(formats().begin(), formats().end());
  if (explorer_page().empty()) std::erase_if(all, [](const Format& format) { return format.name == "html"; });
  return all;
}

// Kim -apoya-> Rusia (3 documents), Kim -prometió enviar-> Rusia (planned, with a theme), Shoigu -visitó-> Kim,
// Japón -no apoya-> Rusia, Rusia -negó haber atacado-> Japón (denied), Shoigu -se reunió con- Kim (symmetric).
inline std::vector<Statement> small_news() {
  const Actor kim = person("Kim Jong Un");
  const Actor shoigu = person("Sergei Shoigu");
  const Actor russia = place("Rusia");
  const Actor japan = place("Japón");
  std::vector<Statement> news;
  for (const char* document : {"doc-1", "doc-2", "doc-3"}) {
    news.push_back(statement(kim, "apoya", "apoyar", russia, document));
  }
  news.push_back(statement(kim, "prometió enviar", "enviar", russia));
  news.back().modality = Modality::kPromised;
  news.back().theme = "12 millones de proyectiles";
  news.push_back(statement(shoigu, "visitó", "visitar", kim));
  news.back().relation.event_class = "CONSULT";
  news.back().relation.event_root = "04";
  news.back().relation.event_direction = "cooperative";
  news.back().evidence.url = "https://ejemplo.es/nota?a=1&b=2";
  news.push_back(statement(japan, "apoya", "apoyar", russia));
  news.back().polarity = Polarity::kNegative;
  news.push_back(statement(russia, "negó haber atacado", "atacar", japan, "doc-2"));
  news.back().modality = Modality::kDenied;
  news.push_back(statement(shoigu, "se reunió", "reunir", kim, "doc-2"));
  news.back().relation.preposition = "con";
  news.back().relation.symmetric = true;
  news.back().relation.relation_class = "TIE";
  return news;
}

}  // namespace trama
