#include "export/explorer/page.h"

#include "base/error.h"

namespace trama {

#ifdef TRAMA_EXPLORER
std::string_view explorer_files(std::string_view name);  // Made at build time (cmake/embed_data.cmake).

std::string_view explorer_page() {
  return explorer_files("index.html");
}
#else
std::string_view explorer_page() {
  return {};
}
#endif

std::string_view needed_explorer_page() {
  if (explorer_page().empty()) {
    throw Error(ErrorCode::kInvalid,
                "this trama was built without the explorer's page; configure it with -DTRAMA_EXPLORER=ON (needs npm)");
  }
  return explorer_page();
}

std::string page_policy(std::string_view page) {
  const std::size_t name = page.find("http-equiv=\"Content-Security-Policy\"");
  if (name == std::string_view::npos) return {};
  const std::string_view tag = page.substr(name, page.find('>', name) - name);
  constexpr std::string_view kContent = "content=\"";
  const std::size_t begin = tag.find(kContent);
  if (begin == std::string_view::npos) return {};
  const std::string_view policy = tag.substr(begin + kContent.size());
  return std::string(policy.substr(0, policy.find('"')));
}

}  // namespace trama
