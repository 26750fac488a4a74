// XML of unknown origin as a tree, on libxml2: no network, no external parts, no entities of its own. Private to
// documents/.
#pragma once

#include <libxml/tree.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace trama {

class XmlElement {
 public:
  explicit XmlElement(const xmlNode* node) : node_(node) {}
  std::string_view name() const;   // Without its prefix.
  std::string_view space() const;  // The name space, or "".
  // The value of an attribute by its name without prefix, or "".
  std::string attribute(std::string_view name) const;
  // All text inside, as it stands.
  std::string text() const;

 private:
  const xmlNode* node_;
};

class XmlTree {
 public:
  explicit XmlTree(xmlDoc* document) : document_(document, xmlFreeDoc) {}  // Owns it; may be null.

  // Calls, in the order of the text, `enter` for each element (false: it is passed over with all inside), `leave` where
  // one ends that was entered, and `text` for the text between.
  void walk(const std::function<bool(const XmlElement&)>& enter, const std::function<void(const XmlElement&)>& leave,
            const std::function<void(std::string_view)>& text) const;
  bool empty() const { return document_ == nullptr; }

 private:
  std::unique_ptr<xmlDoc, void (*)(xmlDoc*)> document_;
};

// Reads what can be read of `bytes`. Throws Error (kFormat) if they declare entities, or if nothing of them is XML.
// Nested deeper than 256 elements, or with more than 10 MB in one text, it ends there.
XmlTree parse_xml(std::string_view bytes);

}  // namespace trama
