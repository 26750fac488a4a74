# The libraries that trama's libraries are built on, found in the same way by the build and by those who link an
# installed trama (tramaConfig.cmake includes this file). Header-only libraries that no public header shows are looked
# for where they are used.
find_package(Threads REQUIRED)
find_package(ZLIB REQUIRED)                    # extract: .gz inputs
find_package(ICU REQUIRED COMPONENTS uc i18n)  # all: normal forms, classes of characters, case, country names
find_package(LibXml2 REQUIRED)                 # documents: XML and HTML
find_package(SQLite3 REQUIRED)                 # graph: the graph file
find_package(Boost 1.74 REQUIRED)              # graph: Boost.Graph (headers)
find_package(PkgConfig REQUIRED)
if(NOT TARGET PkgConfig::trama_libmd)          # graph: SHA-256 of documents
  pkg_check_modules(trama_libmd REQUIRED IMPORTED_TARGET libmd)
endif()
if(NOT TARGET PkgConfig::trama_xxhash)         # base: keys of content (XXH3)
  pkg_check_modules(trama_xxhash REQUIRED IMPORTED_TARGET libxxhash)
endif()
if(NOT TARGET PkgConfig::trama_re2)            # graph: regular expressions of queries
  pkg_check_modules(trama_re2 REQUIRED IMPORTED_TARGET re2)
  set_property(TARGET PkgConfig::trama_re2 PROPERTY INTERFACE_COMPILE_OPTIONS "")  # -pthread comes with Threads.
endif()
if(NOT TARGET PkgConfig::trama_graphviz)       # export: DOT, SVG, PNG
  pkg_check_modules(trama_graphviz REQUIRED IMPORTED_TARGET libcgraph libgvc)
endif()
# documents: archives, bodies of HTTP, PDF, messages, Markdown. (libcsv, for tables, has no package file.)
foreach(row archive=libarchive brotli=libbrotlidec poppler=poppler-cpp gmime=gmime-3.0 cmark=libcmark)
  string(REPLACE "=" ";" row ${row})
  list(GET row 0 library)
  list(GET row 1 package)
  if(NOT TARGET PkgConfig::trama_${library})
    pkg_check_modules(trama_${library} REQUIRED IMPORTED_TARGET ${package})
    set_property(TARGET PkgConfig::trama_${library} PROPERTY INTERFACE_COMPILE_OPTIONS "")  # -pthread comes with Threads.
  endif()
endforeach()
