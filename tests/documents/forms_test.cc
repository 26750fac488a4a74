// Every form of input gives the documents that are in it.
#include <archive.h>
#include <archive_entry.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <sstream>

#include "base/error.h"
#include "base/files.h"
#include "base/utf8.h"
#include "documents/document_reader.h"

namespace trama {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const std::string kBody =
    "La ministra Irene Otero viajó el jueves a Quito y firmó un acuerdo con el gobierno de Ecuador sobre la pesca.\n\n"
    "El acuerdo, que entra en vigor en enero, fue criticado por los armadores gallegos, que piden más cuotas.";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != text.npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

std::string as_paragraphs(const std::string& text) {
  return "<p>" + replaced(text, "\n\n", "</p><p>") + "</p>";
}

std::string as_page(const std::string& title, const std::string& text) {
  return "<!DOCTYPE html><html lang=\"es\"><head><meta charset=\"utf-8\"><title>" + title +
         "</title><meta property=\"og:type\" content=\"article\"><meta property=\"article:published_time\" "
         "content=\"2025-07-03T10:00:00Z\"></head><body><nav><a href=\"/\">Inicio</a></nav><article><h1>" +
         title + "</h1>" + as_paragraphs(text) + "</article></body></html>";
}

using Members = std::vector<std::pair<std::string, std::string>>;

// An archive of these members, packed by `filter`.
std::string pack(const Members& members, int format, int filter = ARCHIVE_FILTER_NONE) {
  const std::unique_ptr<archive, int (*)(archive*)> out(archive_write_new(), archive_write_free);
  std::string bytes;
  archive_write_set_format(out.get(), format);
  archive_write_add_filter(out.get(), filter);
  archive_write_set_bytes_in_last_block(out.get(), 1);
  archive_write_open(
      out.get(), &bytes, nullptr,
      [](archive*, void* to, const void* data, std::size_t size) {
        static_cast<std::string*>(to)->append(static_cast<const char*>(data), size);
        return static_cast<la_ssize_t>(size);
      },
      nullptr);
  for (const auto& [name, content] : members) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_write_header(out.get(), entry);
    archive_write_data(out.get(), content.data(), content.size());
    archive_entry_free(entry);
  }
  archive_write_close(out.get());
  return bytes;
}

std::string zip(const Members& members) {
  return pack(members, ARCHIVE_FORMAT_ZIP);
}

std::string warc_record(const std::string& type, const std::string& url, const std::string& content_type,
                        const std::string& body) {
  return "WARC/1.0\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: " + url + "\r\nContent-Type: " + content_type +
         "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body + "\r\n\r\n";
}

std::string response(const std::string& url, const std::string& headers, const std::string& body) {
  return warc_record("response", url, "application/http; msgtype=response", headers + "\r\n\r\n" + body);
}

class Forms : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "trama_forms_XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string put(const std::string& name, const std::string& content) {
    fs::create_directories((folder_ / name).parent_path());
    write_file(folder_ / name, content);
    return (folder_ / name).string();
  }
  void read(const std::vector<std::string>& inputs, ReadOptions options = {}) {
    documents_.clear(), origins_.clear(), problems_.clear(), files_.clear();
    options.on_file = [&](const FileReport& file) { files_.push_back(file); };
    std::istringstream in;
    DocumentReader reader(
        inputs, in,
        [&](const ReadProblem& problem) { problems_.push_back(relative(problem.where) + "|" + problem.message); },
        options);
    while (auto document = reader.next()) {
      documents_.push_back(*std::move(document));
      origins_.push_back(reader.origin());
    }
  }
  std::string relative(const std::string& path) const { return replaced(path, folder_.string() + "/", ""); }
  std::vector<std::string> fields(std::string Document::*field) const {
    std::vector<std::string> values;
    for (const Document& document : documents_) values.push_back(relative(document.*field));
    return values;
  }
  std::vector<std::string> statuses() const {
    std::vector<std::string> lines;
    for (const FileReport& file : files_)
      lines.push_back(relative(file.name) + "|" + file.form + "|" + to_string(file.status));
    return lines;
  }

  fs::path folder_;
  std::vector<Document> documents_;
  std::vector<Origin> origins_;
  std::vector<std::string> problems_;
  std::vector<FileReport> files_;
};

TEST_F(Forms, AllGiveTheSameText) {
  const std::string chapter = "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>x</title></head><body>" +
                              as_paragraphs(kBody) + "</body></html>";
  const std::string word = "<w:document xmlns:w=\"urn:w\"><w:body><w:p><w:r><w:t>" +
                           replaced(kBody, "\n\n", "</w:t></w:r></w:p><w:p><w:r><w:t>") +
                           "</w:t></w:r></w:p></w:body></w:document>";
  const std::string writer =
      "<office:document-content xmlns:office=\"urn:o\" xmlns:text=\"urn:t\"><office:body><text:p>" +
      replaced(kBody, "\n\n", "</text:p><text:p>") + "</text:p></office:body></office:document-content>";
  const std::vector<std::pair<std::string, std::string>> files = {
      {"a.txt", kBody},
      {"b.md", kBody},
      {"c.html", as_page("Acuerdo de pesca", kBody)},
      {"d.xml",
       "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Diario</title><item><title>T</title>"
       "<description><![CDATA[" +
           as_paragraphs(kBody) + "]]></description></item></channel></rss>"},
      {"e.json", "{\"cuerpo\": \"" + replaced(kBody, "\n", "\\n") + "\"}"},
      {"f.csv", "titulo;cuerpo\nT;\"" + kBody + "\"\n"},
      {"g.warc", response("https://d.example/n", "HTTP/1.1 200 OK\r\nContent-Type: text/html", as_page("T", kBody))},
      {"h.docx", zip({{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", word}})},
      {"i.odt", zip({{"mimetype", "application/vnd.oasis.opendocument.text"}, {"content.xml", writer}})},
      {"j.epub", zip({{"mimetype", "application/epub+zip"},
                      {"META-INF/container.xml",
                       "<container><rootfiles><rootfile full-path=\"O/c.opf\"/></rootfiles></container>"},
                      {"O/c.opf",
                       "<package><manifest><item id=\"u\" href=\"u.xhtml\"/></manifest><spine><itemref idref=\"u\"/>"
                       "</spine></package>"},
                      {"O/u.xhtml", chapter}})},
      {"k.eml",
       "From: Redacción <r@d.example>\r\nSubject: T\r\nDate: Thu, 03 Jul 2025 10:00:00 +0000\r\n"
       "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" +
           kBody},
      {"l.mht",
       "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://d.example/n\r\nSubject: T\r\n"
       "MIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"xx\"\r\n\r\n"
       "--xx\r\nContent-Type: text/html; charset=utf-8\r\nContent-Location: https://d.example/n\r\n\r\n" +
           as_page("T", kBody) + "\r\n--xx--\r\n"},
      {"m.zip", zip({{"n/a.txt", kBody}})},
      {"n.tar.bz2", pack({{"a.txt", kBody}}, ARCHIVE_FORMAT_TAR, ARCHIVE_FILTER_BZIP2)},
      {"o.txt.xz", pack({{"a", kBody}}, ARCHIVE_FORMAT_RAW, ARCHIVE_FILTER_XZ)},
      {"p.txt.zst", pack({{"a", kBody}}, ARCHIVE_FORMAT_RAW, ARCHIVE_FILTER_ZSTD)},
  };
  for (const auto& [name, content] : files) {
    read({put(name, content)});
    ASSERT_THAT(documents_, SizeIs(1)) << name << (problems_.empty() ? "" : ": " + problems_.front());
    std::string text = documents_.front().text;
    if (text.starts_with("Acuerdo de pesca\n\n")) text = text.substr(18);
    while (text.ends_with('\n')) text.pop_back();
    EXPECT_EQ(text, kBody) << name;
    EXPECT_THAT(problems_, IsEmpty()) << name;
  }
}

TEST_F(Forms, FilesOfAFolderAreEachAccountedFor) {
  put("a.txt", kBody);
  put("b/estilo.css", "p { color: red }");
  put("b/.oculto", "x");
  put("c.bin", std::string("\x89PNG\r\n\x1a\n", 8));
  put("d.txt", " \n");
  put("e.zip", zip({{"uno.txt", kBody}, {"foto.png", "x"}}));
  put("f.json", "{\"text\": ");
  ASSERT_EQ(mkfifo((folder_ / "g").c_str(), 0600), 0);
  put("h.txt", std::string("\xFF\xFE\0\0E\0\0\0", 8));
  std::string noise;  // No zero bytes, and as many control characters as chance has it.
  for (unsigned i = 1; noise.size() < 3000; i = i * 75 % 65537) {
    if ((i & 0xFF) != 0) noise += static_cast<char>(i & 0xFF);
  }
  put("k.dat", noise);
  fs::create_directory(folder_ / "i");
  fs::permissions(folder_ / "i", fs::perms::none);
  read({folder_.string()});
  fs::permissions(folder_ / "i", fs::perms::owner_all);
  EXPECT_THAT(fields(&Document::id), ElementsAre("a.txt", "e.zip/uno.txt"));
  std::vector<std::string> expected = {
      "a.txt|text|read",        "b/.oculto||passed over",  "b/estilo.css|text|passed over",   "c.bin|other|passed over",
      "d.txt|text|passed over", "e.zip/uno.txt|text|read", "e.zip/foto.png|text|passed over", "e.zip|archive|read",
      "f.json|json|failed",     "g||passed over",          "h.txt|other|passed over"};
  if (geteuid() != 0) expected.emplace_back("i||failed");
  expected.emplace_back("k.dat|other|passed over");
  EXPECT_EQ(statuses(), expected);
}

TEST_F(Forms, RecordsAreReadByTheNamesTheyGoBy) {
  const std::string news =
      R"({"status":"ok","articles":[{"source":{"id":null,"name":"El Faro"},"title":"Uno","publishedAt":"2025-07-03T10:00:00Z",)"
      R"("url":"https://f.example/1","content":"Texto uno."},{"title":"Dos","content":"Texto dos… [+120 chars]"}]})";
  read({put("api.json", news)});
  EXPECT_THAT(fields(&Document::text), ElementsAre("Texto uno.", "Texto dos… "));
  EXPECT_THAT(fields(&Document::source), ElementsAre("El Faro", ""));
  EXPECT_THAT(fields(&Document::date), ElementsAre("2025-07-03", ""));
  EXPECT_THAT(fields(&Document::id), ElementsAre("api.json#1.1", "api.json#1.2"));

  read({put("tabla.csv",
            "NewsID,Publication Date,Article_Text,Source\n35478,05/06/2026,\"Uno, \"\"dos\"\".\nTres.\","
            "https://www.diario.example/n\n")});
  ASSERT_THAT(documents_, SizeIs(1));
  EXPECT_EQ(documents_[0].text, "Uno, \"dos\".\nTres.");
  EXPECT_EQ(documents_[0].source, "diario.example");
  EXPECT_EQ(documents_[0].url, "https://www.diario.example/n");
  EXPECT_EQ(documents_[0].date, "2026-06-05");
  EXPECT_THAT(problems_,
              ElementsAre("tabla.csv#1|the date could have day and month the other way round; read as 2026-06-05"));

  ReadOptions options;
  options.fields = {{"text", "m"}, {"title", "t"}};
  read({put("propio.jsonl", "{\"m\":\"Uno.\",\"t\":\"T\",\"text\":\"no\"}\n{\"x\":\"no\"}\n")}, options);
  EXPECT_THAT(fields(&Document::text), ElementsAre("Uno."));
  EXPECT_THAT(fields(&Document::title), ElementsAre("T"));
  EXPECT_THAT(problems_, ElementsAre("propio.jsonl:2|no text: it has x; a text would be called m"));

  const std::string bare = put("sin.tsv", "2025-07-03\tUn texto cualquiera.\n2025-07-04\tOtro texto.\n");
  read({bare});
  EXPECT_THAT(problems_, ElementsAre("sin.tsv|a table without a header: name its columns with --columns"));
  options = {};
  options.columns = {"date", "text"};
  read({bare}, options);
  EXPECT_THAT(fields(&Document::date), ElementsAre("2025-07-03", "2025-07-04"));

  options = {};
  options.fields = {{"texto", "x"}};
  EXPECT_THROW(read({bare}, options), Error);
}

TEST_F(Forms, FeedsTellTitleDateAddressAndMedium) {
  read({put("rss.xml",
            "<?xml version='1.0'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>"
            "<title>El Faro</title><item><title>Uno &amp; dos</title><link>https://f.example/1</link>"
            "<guid>g1</guid><pubDate>Thu, 03 Jul 2025 10:00:00 GMT</pubDate><description>Corto.</description>"
            "<content:encoded>&lt;p&gt;Largo.&lt;/p&gt;</content:encoded></item><item><title>Sin texto</title></item>"
            "</channel></rss>"),
        put("atom.xml",
            "<feed xmlns='http://www.w3.org/2005/Atom'><title>La Ola</title><entry><title>T</title><id>i1</id>"
            "<link rel='alternate' href='https://o.example/1'/><updated>2025-07-04T00:00:00Z</updated>"
            "<author><name>Ana Ruiz</name></author><summary>Texto.</summary></entry></feed>")});
  EXPECT_THAT(fields(&Document::id), ElementsAre("g1", "i1"));
  EXPECT_THAT(fields(&Document::title), ElementsAre("Uno & dos", "T"));
  EXPECT_THAT(fields(&Document::text), ElementsAre("Largo.", "Texto."));
  EXPECT_THAT(fields(&Document::date), ElementsAre("2025-07-03", "2025-07-04"));
  EXPECT_THAT(fields(&Document::url), ElementsAre("https://f.example/1", "https://o.example/1"));
  EXPECT_THAT(fields(&Document::source), ElementsAre("El Faro", "La Ola"));
  EXPECT_EQ(origins_[1].author, "Ana Ruiz");
  EXPECT_EQ(files_[0].left_out.at("items without text"), 1);
}

TEST_F(Forms, CrawlsGivePagesAndCountTheRest) {
  const std::string page = as_page("T", kBody), html = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8";
  std::ostringstream size;
  size << std::hex << page.size();
  const std::string chunked = size.str() + "\r\n" + page + "\r\n0\r\n\r\n";
  std::string packed = pack({{"x", page}}, ARCHIVE_FORMAT_RAW, ARCHIVE_FILTER_GZIP);
  read({put("crawl.warc",
            warc_record("warcinfo", "", "application/warc-fields", "software: x") +
                response("https://d.example/1", html, page) +
                response("https://d.example/2", html + "\r\nTransfer-Encoding: chunked", chunked) +
                response("https://d.example/3", html + "\r\nContent-Encoding: gzip", packed) +
                response("https://d.example/4", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html", page) +
                response("https://d.example/5", "HTTP/1.1 200 OK\r\nContent-Type: image/png", "x") +
                response("https://d.example/6", html + "\r\nContent-Encoding: br", "no") +
                warc_record("revisit", "https://d.example/1", "application/http", "") +
                warc_record("resource", "https://d.example/7", "text/plain", kBody) +
                "WARC/1.0\r\nContent-Length: x\r\n\r\n")});
  EXPECT_THAT(fields(&Document::id),
              ElementsAre("https://d.example/1", "https://d.example/2", "https://d.example/3", "https://d.example/7"));
  EXPECT_EQ(documents_[1].text, documents_[0].text);
  EXPECT_EQ(documents_[2].text, documents_[0].text);
  EXPECT_EQ(documents_[0].date, "2025-07-03");
  EXPECT_EQ(origins_[3].record, 9u);
  EXPECT_EQ(files_[0].left_out, (std::map<std::string, std::int64_t>{
                                    {"not HTML or text", 1}, {"revisit records", 1}, {"status other than 200", 1}}));
  EXPECT_THAT(problems_,
              ElementsAre("crawl.warc#7|its packed body is damaged", "crawl.warc|a record without Content-Length"));
}

TEST_F(Forms, MailboxesAreMessages) {
  read({put("caja",
            "From a@b Thu Jul  3 10:00:00 2025\nFrom: Ana <a@b.example>\nSubject: =?utf-8?q?Se=C3=B1al?=\n"
            "Message-ID: <m1@b>\nDate: Thu, 3 Jul 2025 10:00:00 +0000\n\nUno.\n>From aquí.\n\n"
            "From a@b Fri Jul  4 10:00:00 2025\nFrom: a@b.example\nSubject: Dos\nDate: Fri, 4 Jul 2025 10:00:00 +0000\n"
            "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nA=F1o.\n")});
  EXPECT_THAT(fields(&Document::text), ElementsAre("Uno.\nFrom aquí.\n\n", "Año.\n"));
  EXPECT_THAT(fields(&Document::title), ElementsAre("Señal", "Dos"));
  EXPECT_THAT(fields(&Document::date), ElementsAre("2025-07-03", "2025-07-04"));
  EXPECT_THAT(fields(&Document::id), ElementsAre("m1@b", "caja#2"));
}

TEST_F(Forms, MarkdownHasFieldsAtItsHead) {
  read({put("n.md",
            "---\ntitle: \"Acuerdo\"\nfecha: 2025-07-03\nmedio: El Faro\n---\n\n# Otro\n\nUno **dos** [tres](x).\n")});
  EXPECT_THAT(fields(&Document::title), ElementsAre("Acuerdo"));
  EXPECT_THAT(fields(&Document::source), ElementsAre("El Faro"));
  EXPECT_THAT(fields(&Document::date), ElementsAre("2025-07-03"));
  EXPECT_THAT(fields(&Document::text), ElementsAre("Otro\n\nUno dos tres."));
}

TEST_F(Forms, BoundsHoldWithAMessage) {
  std::string nested = zip({{"a.txt", kBody}});
  for (int i = 0; i < 5; ++i) nested = zip({{"z.zip", nested}});
  read({put("nido.zip", nested),
        put("bomba.jsonl.xz", pack({{"x", std::string(80'000'000, ' ')}}, ARCHIVE_FORMAT_RAW, ARCHIVE_FILTER_XZ)),
        put("risas.xml",
            "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'ja'><!ENTITY b '&a;&a;'>]><rss><channel><item>"
            "<title>&b;</title></item></channel></rss>"),
        put("roto.zip", nested.substr(0, nested.size() / 2))});
  EXPECT_THAT(documents_, IsEmpty());
  const std::string all = testing::PrintToString(problems_);
  EXPECT_THAT(all, HasSubstr("archives inside archives, 4 deep"));
  EXPECT_THAT(all, HasSubstr("bomba.jsonl.xz|unpacks to more than 250 times its size"));
  EXPECT_THAT(all, HasSubstr("risas.xml|XML that declares entities is not read"));
  EXPECT_THAT(all, HasSubstr("roto.zip"));
}

TEST_F(Forms, PagesOfTextsLoseHeadsAndNumbersAndKeepTheirPlaces) {
  const std::string text =
      "EL FARO      3 de julio\n\nLa ministra de Pesca viajó a Quito con el emba-\njador de España, que firmó un "
      "acuerdo\n\n                 - 1 -\n\fEL FARO      3 de julio\n\nsobre la pesca del atún.\n\nLos armadores "
      "piden más.\nNo lo tendrán.\n\n                 - 2 -\n";
  read({put("n.txt", text), put("m.txt", "EL FARO\n\nUna página.\n\n- 1 -\n")});
  ASSERT_THAT(documents_, SizeIs(2)) << testing::PrintToString(problems_);
  const std::string& mended = documents_[0].text;
  EXPECT_EQ(documents_[1].text, "EL FARO\n\nUna página.\n\n- 1 -\n") << "no pages, nothing changes";
  ASSERT_EQ(mended.size(), text.size());
  EXPECT_EQ(collapse_spaces(mended),
            "La ministra de Pesca viajó a Quito con el emba- jador de España, que firmó un acuerdo sobre la pesca del "
            "atún. Los armadores piden más. No lo tendrán.");
  EXPECT_EQ(mended.find("sobre la"), text.find("sobre la"));
  EXPECT_EQ(mended.find('\f'), std::string::npos);
  EXPECT_THAT(mended, HasSubstr("atún.\n\nLos armadores"));
}

TEST_F(Forms, PdfsGiveParagraphsWithoutHeadsAndNumbers) {
  // Lines of 10 points, 12 apart; a head and a page number on each page.
  const auto content = [](const std::vector<std::string>& lines, const std::string& number) {
    std::string text = "BT /F 10 Tf 12 TL 72 760 Td (EL FARO) Tj ET\nBT /F 10 Tf 12 TL 72 700 Td ";
    for (const std::string& line : lines) text += "(" + line + ") Tj T* ";
    return text + "ET\nBT /F 10 Tf 300 40 Td (" + number + ") Tj ET";
  };
  const auto stream = [](const std::string& bytes) {
    return "<< /Length " + std::to_string(bytes.size()) + " >> stream\n" + bytes + "\nendstream";
  };
  const std::string one =
      content({"La ministra de Pesca, Irene Otero, viajo este jueves a la ciudad de Quito con el emba-",
               "jador de Espana y firmo un acuerdo con el gobierno de Ecuador sobre la pesca del atun",
               "en aguas comunes.", "Los armadores gallegos piden mas cuotas, que el gobierno no quiere"},
              "1");
  const std::string two = content({"conceder hasta enero.", "El acuerdo dura cinco anos."}, "2");
  std::string pdf =
      "%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n"
      "2 0 obj << /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 /MediaBox [0 0 612 792] >> endobj\n";
  const std::string font = " /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Courier >> >> >> ";
  pdf += "3 0 obj << /Type /Page /Parent 2 0 R /Contents 5 0 R" + font + ">> endobj\n";
  pdf += "4 0 obj << /Type /Page /Parent 2 0 R /Contents 6 0 R" + font + ">> endobj\n";
  pdf += "5 0 obj " + stream(one) + " endobj\n6 0 obj " + stream(two) + " endobj\n";
  pdf += "7 0 obj << /Title (Pesca) /CreationDate (D:20250703100000Z) >> endobj\n";
  pdf += "trailer << /Root 1 0 R /Info 7 0 R >>\n%%EOF\n";
  read({put("n.pdf", pdf)});
  ASSERT_THAT(documents_, SizeIs(1)) << testing::PrintToString(problems_);
  EXPECT_EQ(
      documents_[0].text,
      "La ministra de Pesca, Irene Otero, viajo este jueves a la ciudad de Quito con el embajador de Espana y firmo un "
      "acuerdo con el gobierno de Ecuador sobre la pesca del atun en aguas comunes.\n\nLos armadores gallegos piden "
      "mas "
      "cuotas, que el gobierno no quiere conceder hasta enero.\n\nEl acuerdo dura cinco anos.");
  EXPECT_EQ(documents_[0].title, "Pesca");
  EXPECT_EQ(documents_[0].date, "2025-07-03");
  ASSERT_THAT(origins_[0].pages, SizeIs(2));
  EXPECT_EQ(documents_[0].text.substr(origins_[0].pages[1], 8), "conceder");
}

}  // namespace
}  // namespace trama
