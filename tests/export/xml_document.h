// A strict reader of XML for tests, on libxml2: what does not conform is no document.
#pragma once

#include <libxml/parser.h>
#include <libxml/tree.h>

#include <functional>
#include <memory>
#include <string>

namespace trama {

class XmlDocument {
 public:
  explicit XmlDocument(const std::string& text)
      : document_(xmlReadMemory(text.data(), static_cast<int>(text.size()), "export", nullptr,
                                XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_HUGE)) {}

  bool well_formed() const { return document_ != nullptr; }

  // Calls `visit` for every element, in document order.
  void each_element(const std::function<void(xmlNode&)>& visit) const {
    if (document_) walk(xmlDocGetRootElement(document_.get()), visit);
  }
  static std::string name(const xmlNode& node) { return reinterpret_cast<const char*>(node.name); }
  static std::string text(xmlNode& node) { return take(xmlNodeGetContent(&node)); }
  // Without regard to namespaces; empty if absent.
  static std::string attribute(xmlNode& node, const char* name) {
    return take(xmlGetProp(&node, reinterpret_cast<const xmlChar*>(name)));
  }

 private:
  struct Free {
    void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
  };
  static std::string take(xmlChar* text) {
    const std::string copy = text == nullptr ? "" : reinterpret_cast<const char*>(text);
    xmlFree(text);
    return copy;
  }
  static void walk(xmlNode* node, const std::function<void(xmlNode&)>& visit) {
    for (; node != nullptr; node = node->next) {
      if (node->type == XML_ELEMENT_NODE) visit(*node);
      walk(node->children, visit);
    }
  }

  std::unique_ptr<xmlDoc, Free> document_;
};

}  // namespace trama
