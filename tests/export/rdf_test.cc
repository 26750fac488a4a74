#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "base/error.h"
#include "base/files.h"
#include "graph/model/properties.h"
#include "tests/export/export_helpers.h"
#include "tests/export/rdf_reader.h"

namespace trama {
namespace {

const std::string kId = "urn:trama:id:", kTrama = "urn:trama:ns#", kVerb = "urn:trama:verb:";
const std::string kRdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const std::string kSchemaOrg = "https://schema.org/";

RdfQuads nquads(const Graph& graph) {
  return SerdQuads::read(exported(graph, "nquads"), SERD_NQUADS);
}

std::vector<RdfQuad> about(const RdfQuads& quads, const std::string& subject, const std::string& predicate) {
  std::vector<RdfQuad> found;
  std::copy_if(quads.begin(), quads.end(), std::back_inserter(found),
               [&](const RdfQuad& quad) { return quad.subject == subject && quad.predicate == predicate; });
  return found;
}

// The one value; "" if there is none.
std::string value(const RdfQuads& quads, const std::string& subject, const std::string& predicate) {
  const std::vector<RdfQuad> found = about(quads, subject, predicate);
  EXPECT_LE(found.size(), 1u) << subject << " " << predicate;
  return found.empty() ? "" : found[0].object;
}

std::string datatype(const RdfQuads& quads, const std::string& subject, const std::string& predicate) {
  const std::vector<RdfQuad> found = about(quads, subject, predicate);
  return found.empty() ? "" : found[0].type;
}

TEST(Rdf, AllSyntaxesSayTheSame) {
  const Graph graph = build_graph(small_news());
  const RdfQuads quads = nquads(graph);
  EXPECT_GT(quads.size(), 300u);
  for (const RdfQuad& quad : quads) {  // Blank nodes would be doubled by loading twice.
    EXPECT_FALSE(quad.subject.starts_with("_:") || quad.object.starts_with("_:")) << quad.subject;
  }
  EXPECT_EQ(SerdQuads::read(exported(graph, "trig"), SERD_TRIG), quads);
  EXPECT_EQ(SerdQuads::read(exported(graph, "turtle"), SERD_TURTLE), in_one_graph(quads));
  EXPECT_EQ(JsonLdQuads::read(exported(graph, "jsonld")), in_one_graph(quads));
}

TEST(Rdf, EmptyGraphIsReadByAll) {
  const Graph graph = build_graph({});
  EXPECT_TRUE(nquads(graph).empty());
  EXPECT_TRUE(SerdQuads::read(exported(graph, "trig"), SERD_TRIG).empty());
  EXPECT_TRUE(SerdQuads::read(exported(graph, "turtle"), SERD_TURTLE).empty());
  EXPECT_TRUE(JsonLdQuads::read(exported(graph, "jsonld")).empty());
}

TEST(Rdf, EntitiesAreWhatTheyAreInTheGraph) {
  Statement one = statement(person("Ana Soto"), "visitó", "visitar", place("Perú"));
  one.subject.aliases = {"Anita", "La Soto"};
  const Graph graph = build_graph({one, statement(organization("ONU"), "citó", "citar", group("altos mandos"))});
  const RdfQuads quads = nquads(graph);
  std::map<std::string, std::set<std::string>> types;
  for (const Entity& entity : graph.entities()) {
    const std::string id = kId + id_text(entity);
    EXPECT_EQ(value(quads, id, kSchemaOrg + "name"), entity.name);
    EXPECT_EQ(value(quads, id, kTrama + "entityType"), to_string(entity.type));
    EXPECT_EQ(value(quads, id, kTrama + "named"), entity.named ? "true" : "false");
    EXPECT_EQ(value(quads, id, kTrama + "mentionCount"), std::to_string(entity.mention_count));
    EXPECT_EQ(about(quads, id, kSchemaOrg + "alternateName").size(), entity.aliases.size());
    for (const RdfQuad& quad : about(quads, id, kRdf + "type")) types[entity.name].insert(quad.object);
  }
  const std::string foaf = "http://xmlns.com/foaf/0.1/";
  using Types = std::set<std::string>;
  EXPECT_EQ(types["Ana Soto"], (Types{kTrama + "Entity", kSchemaOrg + "Person", foaf + "Person"}));
  EXPECT_EQ(types["ONU"], (Types{kTrama + "Entity", kSchemaOrg + "Organization", foaf + "Organization"}));
  EXPECT_EQ(types["Perú"], (Types{kTrama + "Entity", kSchemaOrg + "Place", kSchemaOrg + "Country"}));
  EXPECT_EQ(types["altos mandos"], (Types{kTrama + "Entity", foaf + "Group"}));
}

TEST(Rdf, OnlyKnownCountriesAreTheSameAsElsewhere) {
  const Graph graph = build_graph({statement(place("Kosovo"), "acusó", "acusar", place("Rusia")),
                                   statement(person("Chad"), "visitó", "visitar", place("Lima"))});
  std::set<std::string> same;
  for (const RdfQuad& quad : nquads(graph)) {
    if (quad.predicate == "http://www.w3.org/2002/07/owl#sameAs") same.insert(quad.object);
  }
  EXPECT_EQ(same, std::set<std::string>{"http://lexvo.org/id/iso3166-1/RU"});
}

// The triples from entity to entity: what stores take for facts.
RdfQuads plain_triples(const RdfQuads& quads) {
  RdfQuads plain;
  std::copy_if(quads.begin(), quads.end(), std::inserter(plain, plain.end()),
               [](const RdfQuad& quad) { return quad.predicate.starts_with(kVerb); });
  return plain;
}

TEST(Rdf, OnlyWhatIsToldAsAFactIsATriple) {
  std::vector<Statement> news;
  std::size_t facts = 0;
  for (const Modality modality : {Modality::kAsserted, Modality::kPromised, Modality::kPlanned, Modality::kPossible,
                                  Modality::kAlleged, Modality::kConditional, Modality::kOrdered, Modality::kDenied}) {
    for (const Polarity polarity : {Polarity::kPositive, Polarity::kNegative}) {
      const bool fact = modality == Modality::kAsserted && polarity == Polarity::kPositive;
      facts += fact ? 1 : 0;
      news.push_back(statement(person("Ana Soto"), "atacó", fact ? "visitar" : "atacar", place("Lima")));
      news.back().modality = modality;
      news.back().polarity = polarity;
    }
  }
  const Graph graph = build_graph(news);
  ASSERT_EQ(graph.relation_count(), 16u);
  for (const bool terms : {false, true}) {
    ExportOptions options;
    options.rdf12 = terms;
    const std::string text = exported(graph, "nquads", options);
    std::istringstream lines(text);
    std::size_t plain = 0, reified = 0;
    for (std::string line; std::getline(lines, line);) {
      // Subject, predicate: no space is in either.
      const std::string predicate = line.substr(line.find(' ') + 1, kVerb.size() + 1);
      if (predicate == "<" + kVerb) {
        ++plain;
        EXPECT_NE(line.find("verb:visitar>"), std::string::npos) << line;
      }
      if (line.find("#reifies> <<( <urn:trama:id:n") != std::string::npos) ++reified;
    }
    EXPECT_EQ(plain, facts);
    EXPECT_EQ(reified, terms ? graph.relation_count() : 0u);
    EXPECT_EQ(exported(graph, "turtle", options).find("{|"), std::string::npos);
  }
}

TEST(Rdf, RelationsKeepAllThatTheyAre) {
  const Graph graph = build_graph(small_news());
  const RdfQuads quads = nquads(graph);
  for (const RelationEdge& relation : graph.relations()) {
    const std::string id = kId + id_text(relation);
    EXPECT_EQ(value(quads, id, kRdf + "subject"), kId + id_text(graph.entity(relation.subject)));
    EXPECT_EQ(value(quads, id, kRdf + "object"), kId + id_text(graph.entity(relation.object)));
    EXPECT_EQ(value(quads, id, kTrama + "lemma"), relation.lemma);
    EXPECT_EQ(value(quads, id, kTrama + "preposition"), relation.preposition);
    EXPECT_EQ(value(quads, id, kTrama + "eventClass"), relation.event_class);
    EXPECT_EQ(value(quads, id, kTrama + "symmetric"), relation.symmetric ? "true" : "false");
    EXPECT_EQ(value(quads, id, kTrama + "polarity"), kTrama + to_string(relation.polarity));
    EXPECT_EQ(value(quads, id, kTrama + "modality"), kTrama + to_string(relation.modality));
    EXPECT_EQ(value(quads, id, kTrama + "count"), std::to_string(relation.count));
    EXPECT_EQ(std::stod(value(quads, id, kTrama + "confidence")), relation.confidence);
    EXPECT_EQ(about(quads, id, kTrama + "theme").size(), relation.themes.size());
  }
}

TEST(Rdf, StatementsStandInTheGraphOfTheirDocument) {
  Statement one = statement(person("Ana Soto"), "visitó", "visitar", place("Lima"), "nota 1");
  one.evidence.span = {10, 30};
  one.evidence.url = "https://ejemplo.es/nota?a=1";
  one.evidence.title = "Título";
  one.evidence.date = "2025-07-02";
  one.evidence.publisher = "EFE";
  one.subject.span = {10, 18};
  one.subject.kind = MentionKind::kPronoun;
  one.subject.via = "Pyongyang";
  one.source = Attribution{mention(organization("CNN")), "según", "EFE"};
  one.time = TimeExpression{.text = "ayer", .begin = "2025-07-01", .end = "2025-07-02"};
  one.quantities.push_back(
      Quantity{.text = "más de mil", .low = 1000, .high = std::numeric_limits<double>::infinity(), .unit = "tropa"});
  const RdfQuads quads =
      nquads(build_graph({one, statement(organization("CNN"), "citó", "citar", person("Ana Soto"))}));
  const auto found = std::find_if(quads.begin(), quads.end(),
                                  [](const RdfQuad& quad) { return quad.predicate == kTrama + "sourceVerb"; });
  ASSERT_NE(found, quads.end());
  const std::string id = found->subject, document = found->graph;
  const std::string oa = "http://www.w3.org/ns/oa#", prov = "http://www.w3.org/ns/prov#";
  EXPECT_EQ(value(quads, id, prov + "wasDerivedFrom"), document);
  EXPECT_EQ(value(quads, document, kSchemaOrg + "identifier"), "nota 1");
  EXPECT_EQ(value(quads, document, kSchemaOrg + "url"), one.evidence.url);
  EXPECT_EQ(datatype(quads, document, kSchemaOrg + "url"), "IRI");
  EXPECT_EQ(value(quads, document, kSchemaOrg + "name"), "Título");
  EXPECT_EQ(datatype(quads, document, kSchemaOrg + "datePublished"), kXsdNames + "date");
  EXPECT_EQ(value(quads, document, kSchemaOrg + "publisher"), "EFE");
  EXPECT_EQ(value(quads, id, kTrama + "sourceName"), "CNN");
  EXPECT_NE(value(quads, id, prov + "wasAttributedTo"), "");
  EXPECT_EQ(value(quads, id, kTrama + "timeBegin"), "2025-07-01");
  EXPECT_EQ(value(quads, id, kTrama + "timeEnd"), "2025-07-02");
  EXPECT_EQ(about(quads, id + ":target", oa + "hasSelector").size(), 2u);
  EXPECT_EQ(value(quads, id + ":target", oa + "hasSource"), document);
  EXPECT_EQ(value(quads, id + ":bytes", oa + "start"), "10");
  EXPECT_EQ(value(quads, id + ":bytes", oa + "end"), "30");
  EXPECT_EQ(value(quads, id + ":quote", oa + "exact"), one.evidence.sentence);
  EXPECT_EQ(value(quads, id + ":subject", kTrama + "endByte"), "18");
  EXPECT_EQ(value(quads, id + ":subject", kTrama + "via"), "Pyongyang");
  EXPECT_EQ(value(quads, id + ":subject", kTrama + "mentionKind"), kTrama + "pronounMention");
  EXPECT_EQ(value(quads, id + ":quantity1", kTrama + "low"), "1.0E3");
  EXPECT_EQ(value(quads, id + ":quantity1", kTrama + "high"), "");
  for (const RdfQuad& quad : quads) {
    const bool of_statement = quad.subject.starts_with(id) || quad.subject == document;
    if (of_statement) EXPECT_EQ(quad.graph, document) << quad.subject;
  }
}

// Stores that compare literals by their letters hold "01" and "1" for two numbers.
TEST(Rdf, LiteralsAreCanonical) {
  std::vector<Statement> news;
  const std::vector<std::pair<double, std::string>> numbers = {
      {0, "0.0E0"},     {1, "1.0E0"},     {0.5, "5.0E-1"}, {0.125, "1.25E-1"}, {1e-7, "1.0E-7"},
      {25000, "2.5E4"}, {1e22, "1.0E22"}, {-3, "-3.0E0"},  {1e100, "1.0E100"}, {0.1, "1.0E-1"}};
  for (const auto& [number, text] : numbers) {
    Statement one = statement(person("Ana Soto"), "pagó", "pagar", place("Lima"), "nota " + text);
    one.quantities.push_back(Quantity{.text = text, .low = number, .high = number});
    news.push_back(one);
  }
  const std::vector<std::pair<std::string, std::string>> dates = {
      {"2025-07-02", "date"},   {"2025-07", "gYearMonth"}, {"2025", "gYear"},     {"0000", "string"},
      {"2025-02-30", "string"}, {"ayer", "string"},        {"2025-13", "string"}, {"2025-7-2", "string"}};
  for (const auto& [text, type] : dates) {
    news.push_back(statement(person("Ana Soto"), "vio", "ver", place("Lima"), "de " + text));
    news.back().evidence.date = text;
  }
  const RdfQuads quads = nquads(build_graph(news));
  std::map<std::string, std::string> low, published;
  for (const RdfQuad& quad : quads) {
    if (quad.predicate == kTrama + "low") low[value(quads, quad.subject, kTrama + "text")] = quad.object;
    if (quad.predicate == kSchemaOrg + "datePublished") published[quad.object] = quad.type;
  }
  for (const auto& [number, text] : numbers) EXPECT_EQ(low[text], text);
  for (const auto& [text, type] : dates) EXPECT_EQ(published[text], kXsdNames + type) << text;
}

TEST(Rdf, OnlySoundAddressesAreIris) {
  const std::vector<std::pair<std::string, bool>> addresses = {{"https://ejemplo.es/a?b=1&c=%20#d", true},
                                                               {"http://ejemplo.es", true},
                                                               {"https://ejemplo.es:8080/~x", true},
                                                               {"ftp://ejemplo.es", false},
                                                               {"javascript:alert(1)", false},
                                                               {"https://", false},
                                                               {"https://ejemplo.es/a b", false},
                                                               {"https://ejemplo.es/<x>", false},
                                                               {"https://ejemplo.es/\"", false},
                                                               {"https://ejemplo.es/ñ", false},
                                                               {"https://ejemplo.es/%zz", false},
                                                               {"https://ejemplo.es/#a#b", false},
                                                               {"https://ejemplo.es:x/", false},
                                                               {"https://a@ejemplo.es/", false},
                                                               {"https://ejemplo.es/[x]", false},
                                                               {"https://ejemplo.es/\\", false},
                                                               {"https://ejemplo.es/%2", false},
                                                               {"/nota.html", false}};
  std::vector<Statement> news;
  for (const auto& [address, sound] : addresses) {
    news.push_back(statement(person("Ana Soto"), "vio", "ver", place("Lima"), address));
    news.back().evidence.url = address;
  }
  std::map<std::string, bool> read;
  for (const RdfQuad& quad : nquads(build_graph(news))) {
    if (quad.predicate == kSchemaOrg + "url") read[quad.object] = quad.type == "IRI";
  }
  for (const auto& [address, sound] : addresses) EXPECT_EQ(read.at(address), sound) << address;
}

TEST(Rdf, VerbsAreNamedByTheirWords) {
  std::vector<Statement> news;
  const std::vector<std::pair<std::string, std::string>> lemmas = {{"visitar", "visitar"},
                                                                   {"añadir", "a%C3%B1adir"},
                                                                   {"tener lugar", "tener%20lugar"},
                                                                   {"-x", "%2Dx"},
                                                                   {"auto-proclamar", "auto-proclamar"},
                                                                   {"a:b", "a%3Ab"},
                                                                   {"50%", "50%25"},
                                                                   {"x.", "x%2E"}};
  for (const auto& [lemma, local] : lemmas) {
    news.push_back(statement(person("Ana Soto"), lemma, lemma, place("Lima")));
  }
  news.push_back(statement(person("Ana Soto"), "se reunió", "reunir", place("Lima")));
  news.back().relation.preposition = "con";
  const std::string endless(5000, 'x');
  news.push_back(statement(person("Ana Soto"), endless, endless, place("Lima")));
  const RdfQuads quads = nquads(build_graph(news));
  std::map<std::string, std::string> named;
  for (const RdfQuad& quad : quads) {
    if (quad.subject.starts_with(kVerb) && quad.predicate == kTrama + "lemma") named[quad.object] = quad.subject;
    EXPECT_LT(quad.predicate.size(), 300u);
  }
  for (const auto& [lemma, local] : lemmas) EXPECT_EQ(named[lemma], kVerb + local);
  EXPECT_EQ(named["reunir"], kVerb + "reunir:con");
  EXPECT_EQ(named[endless].size(), kVerb.size() + 17);
  EXPECT_EQ(plain_triples(quads).size(), news.size());
}

// What an export uses and we made is described in both languages, and nothing else is.
TEST(Rdf, OntologyDescribesEveryWordOfOurs) {
  const RdfQuads ontology =
      SerdQuads::read(read_file(std::string(TRAMA_SOURCE_DIR) + "/export/rdf/trama.ttl").c_str(), SERD_TURTLE);
  std::map<std::string, std::set<std::string>> languages;
  for (const RdfQuad& quad : ontology) {
    if (quad.predicate.ends_with("#label")) languages[quad.subject].insert(quad.type);
  }
  for (const auto& [word, known] : languages) EXPECT_EQ(known, (std::set<std::string>{"@es", "@en"})) << word;
  for (const RdfQuad& quad : nquads(build_graph(small_news()))) {
    for (const std::string& word : {quad.predicate, quad.object}) {
      if (word.starts_with(kTrama)) EXPECT_TRUE(languages.contains(word)) << word;
    }
  }
}

TEST(Rdf, JsonLdHasNoTripleTerms) {
  EXPECT_EQ(find_format("jsonld")->choices.find("rdf12"), std::string_view::npos);
  ExportOptions options;
  options.rdf12 = true;
  EXPECT_THROW(exported(build_graph(small_news()), "jsonld", options), Error);
}

}  // namespace
}  // namespace trama
