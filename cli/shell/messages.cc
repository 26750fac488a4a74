#include "cli/shell/messages.h"

#include <cstdlib>

namespace trama::cli {

namespace {

constexpr ShellMessages kEnglish = {
    .welcome =
        "%\nA query ends with ; or an empty line. .help shows the commands, Tab completes, Ctrl-C stops a query.\n",
    .help =
        "  .help                  this\n"
        "  .schema                labels, types and properties of this graph\n"
        "  .mode NAME             how results are shown: table, json, jsonl, csv, tsv\n"
        "  .once FILE             the next result goes into a file\n"
        "  .param NAME=VALUE      a value for $NAME; without VALUE it is taken away, without NAME all are shown\n"
        "  .timer on|off          how long queries take\n"
        "  .pager on|off          long results through $PAGER\n"
        "  .read FILE             the queries of a file, each of which ends with ;\n"
        "  .quit                  leaves, as Ctrl-D does\n"
        "A query ends with ; or an empty line. A line that begins with a space is not kept in the history.\n",
    .no_command = "there is no command '%'; .help shows them",
    .did_you_mean = "there is no command '%'; did you mean ",
    .stopped = "stopped",
    .one_row = "1 row",
    .rows = "% rows",
    .seconds = "% s",
    .written = "written to %",
    .no_file = "%: cannot be opened",
    .reads_too_deep = "files that read each other nest too deeply",
    .modes = "a mode is table, json, jsonl, csv or tsv",
    .param_usage = "write .param NAME=VALUE",
    .no_parameters = "no parameters",
    .on_or_off = "write % on or % off",
    .needs_file = "write % and a file",
    .schema_nodes = "% actors",
    .schema_relations = "% relations",
    .schema_types = "types (the most frequent of %):",
    .schema_properties_of_nodes = "properties of actors:",
    .schema_properties_of_relations = "properties of relations:",
    .many_candidates = "… % in all",
};

constexpr ShellMessages kSpanish = {
    .welcome =
        "%\nUna consulta termina con ; o con una línea vacía. .help muestra las órdenes, Tab completa, Ctrl-C detiene "
        "una consulta.\n",
    .help =
        "  .help                  esto\n"
        "  .schema                etiquetas, tipos y propiedades de este grafo\n"
        "  .mode NOMBRE           cómo se muestran los resultados: table, json, jsonl, csv, tsv\n"
        "  .once FICHERO          el próximo resultado va a un fichero\n"
        "  .param NOMBRE=VALOR    un valor para $NOMBRE; sin VALOR se quita, sin NOMBRE se muestran todos\n"
        "  .timer on|off          cuánto tardan las consultas\n"
        "  .pager on|off          los resultados largos, por $PAGER\n"
        "  .read FICHERO          las consultas de un fichero, cada una terminada en ;\n"
        "  .quit                  salir, igual que Ctrl-D\n"
        "Una consulta termina con ; o con una línea vacía. Una línea que empieza por un espacio no queda en el "
        "historial.\n",
    .no_command = "no hay ninguna orden '%'; .help las muestra",
    .did_you_mean = "no hay ninguna orden '%'; ¿quizá ",
    .stopped = "detenida",
    .one_row = "1 fila",
    .rows = "% filas",
    .seconds = "% s",
    .written = "escrito en %",
    .no_file = "%: no se puede abrir",
    .reads_too_deep = "hay demasiados ficheros que se leen unos a otros",
    .modes = "los modos son table, json, jsonl, csv y tsv",
    .param_usage = "escriba .param NOMBRE=VALOR",
    .no_parameters = "no hay parámetros",
    .on_or_off = "escriba % on o % off",
    .needs_file = "escriba % y un fichero",
    .schema_nodes = "% actores",
    .schema_relations = "% relaciones",
    .schema_types = "tipos (los más frecuentes de %):",
    .schema_properties_of_nodes = "propiedades de los actores:",
    .schema_properties_of_relations = "propiedades de las relaciones:",
    .many_candidates = "… % en total",
};

std::string_view language() {
  for (const char* const name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* const value = std::getenv(name);
    if (value != nullptr && *value != '\0') return value;
  }
  return {};
}

}  // namespace

const ShellMessages& shell_messages() {
  return language().starts_with("es") ? kSpanish : kEnglish;
}

std::string told(std::string_view message, std::string_view about) {
  std::string text;
  for (const char c : message) {
    if (c == '%') {
      text += about;
    } else {
      text += c;
    }
  }
  return text;
}

}  // namespace trama::cli
