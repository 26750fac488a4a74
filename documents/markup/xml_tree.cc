#include "documents/markup/xml_tree.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>

#include <limits>

#include "base/error.h"

namespace trama {
namespace {

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

// The node behind `node` and all that is inside it, below `root`; calls `leave` for each element that ends before it.
template <typename Leave>
const xmlNode* next_behind(const xmlNode* node, const xmlNode* root, const Leave& leave) {
  while (node != root && node->next == nullptr) {
    node = node->parent;
    if (node != root) leave(node);
  }
  return node == root ? nullptr : node->next;
}

bool is_text(const xmlNode* node) {
  return node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
}

}  // namespace

std::string_view XmlElement::name() const {
  return view(node_->name);
}

std::string_view XmlElement::space() const {
  return node_->ns == nullptr ? std::string_view() : view(node_->ns->href);
}

std::string XmlElement::attribute(std::string_view name) const {
  for (const xmlAttr* attribute = node_->properties; attribute != nullptr; attribute = attribute->next) {
    if (view(attribute->name) != name) continue;
    std::string value;
    for (const xmlNode* part = attribute->children; part != nullptr; part = part->next) {
      if (is_text(part)) value += view(part->content);
    }
    return value;
  }
  return {};
}

std::string XmlElement::text() const {
  std::string text;
  const xmlNode* node = node_->children;
  while (node != nullptr) {
    if (is_text(node)) text += view(node->content);
    const bool inside = node->type == XML_ELEMENT_NODE && node->children != nullptr;
    node = inside ? node->children : next_behind(node, node_, [](const xmlNode*) {});
  }
  return text;
}

void XmlTree::walk(const std::function<bool(const XmlElement&)>& enter,
                   const std::function<void(const XmlElement&)>& leave,
                   const std::function<void(std::string_view)>& text) const {
  const xmlNode* root = reinterpret_cast<const xmlNode*>(document_.get());
  const xmlNode* node = root == nullptr ? nullptr : document_->children;
  const auto leave_node = [&](const xmlNode* ended) { leave(XmlElement(ended)); };
  while (node != nullptr) {
    if (is_text(node)) text(view(node->content));
    if (node->type == XML_ELEMENT_NODE && enter(XmlElement(node))) {
      if (node->children != nullptr) {
        node = node->children;
        continue;
      }
      leave_node(node);
    }
    node = next_behind(node, root, leave_node);
  }
}

XmlTree parse_xml(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, std::size_t{1} << 20);
  if (head.find("<!ENTITY") != head.npos) throw Error(ErrorCode::kFormat, "XML that declares entities is not read");
  if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    throw Error(ErrorCode::kFormat, "larger than 2 GiB");
  }
  XmlTree tree(
      xmlReadMemory(bytes.data(), static_cast<int>(bytes.size()), nullptr, nullptr,
                    XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA));
  if (tree.empty()) throw Error(ErrorCode::kFormat, "not XML");
  return tree;
}

}  // namespace trama
