/* Config.Startup: the section [Startup] of the parameter file. A stand-in for practice, NOT InterSystems software. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "security_classes.h"

static const char *const known[] = {"DefaultPort", "DefaultPortBindAddress", "WebServer", "WebServerName",
    "WebServerPort", "WebServerProtocol", "WebServerURLPrefix", NULL};

static int is_known(const char *name)
{
    /* That key is missing in the parameter files of Caché that were seen. */
    if (!session.is_iris && strcmp(name, "WebServerProtocol") == 0) return 0;
    for (int at = 0; known[at]; at++)
        if (strcmp(known[at], name) == 0) return 1;
    return 0;
}

static const char *array_of(const struct call *call)
{
    if (call->count < 1 || !call->arguments[0].reference) raise_error("<PARAMETER>", "");
    if (call->count > 1 && call->arguments[1].value) raise_not_here("the parameter CPFFile");
    return call->arguments[0].reference;
}

/* The next line, with its end; sets the key when it is a "Key=value" of [Startup]. */
static char *next_line(FILE *file, int *is_startup, const char **key)
{
    static char *line;
    static size_t room;
    if (getline(&line, &room, file) <= 0) return NULL;
    if (line[0] == '[') *is_startup = strncasecmp(line, "[Startup]", 9) == 0;
    const char *equals = strchr(line, '=');
    *key = *is_startup && equals && line[0] != ';' ? slice(line, (int)(equals - line)) : NULL;
    return line;
}

const char *startup_get(const struct call *call)
{
    const char *array = array_of(call), *key;
    FILE *file = fopen(session.parameter_file, "re");
    int is_startup = 0;
    if (!file) return status_error(format_text("ERROR #5001: %s: %s", session.parameter_file, strerror(errno)));
    for (int at = 0; known[at]; at++)
        if (is_known(known[at])) variable_set(key_below(array, known[at]), "");
    for (char *line; (line = next_line(file, &is_startup, &key));) {
        if (!key || !is_known(key)) continue;
        line[strcspn(line, "\r\n")] = '\0';
        variable_set(key_below(array, key), format_text("%s", strchr(line, '=') + 1));
    }
    fclose(file);
    return "1";
}

static const char *fault_of(const char *name, const char *value)
{
    double number = number_of(value);
    int is_port = strcmp(name, "DefaultPort") == 0 || strcmp(name, "WebServerPort") == 0;
    if (!is_known(name)) return format_text("Config.Startup has no property %s that this stand-in knows", name);
    if (strpbrk(value, "\r\n")) return format_text("%s holds a new line", name);
    if (strcmp(name, "WebServer") == 0 && strcmp(value, "0") != 0 && strcmp(value, "1") != 0)
        return format_text("%s: \"%s\" is neither 0 nor 1", name, value);
    if (is_port && (!is_canonical(value) || number < 1 || number > 65535))
        return format_text("%s: \"%s\" is no port", name, value);
    return NULL;
}

/* The new value of a key, once; NULL when it is not to be changed or was already written. */
static const char *wanted(const char *array, const char *key)
{
    const char *place = key_below(array, key), *value = variable_get(place);
    if (value) variable_kill(place);
    return value;
}

/* The file's text with the new values, each key where it was; a key that was not there at the section's beginning. */
static char *changed_text(FILE *file, const char *array)
{
    const char *key, *added = "";
    char *text, *header;
    size_t size;
    int is_startup = 0;
    FILE *made = open_memstream(&text, &size);
    for (char *line; (line = next_line(file, &is_startup, &key));) {
        const char *value = key ? wanted(array, key) : NULL;
        if (value) fprintf(made, "%s=%s\n", key, value);
        else fputs(line, made);
    }
    fclose(made);
    for (int at = 0; known[at]; at++) {
        const char *value = wanted(array, known[at]);
        if (value) added = format_text("%s%s=%s\n", added, known[at], value);
    }
    if (!*added) return text;
    header = strcasestr(text, "[Startup]\n");
    int head = header ? (int)(header - text) + 10 : 0;
    return strdup(format_text("%.*s%s%s%s", head, text, header ? "" : "[Startup]\n", added, text + head));
}

const char *startup_modify(const struct call *call)
{
    const char *given = array_of(call), *array = "%standin", *name = variable_order(key_below(given, ""), 1);
    for (; *name; name = variable_order(key_below(given, name), 1)) {
        const char *value = variable_get(key_below(given, name)), *fault = fault_of(name, value ? value : "");
        if (fault) return status_error(format_text("ERROR #5001: %s", fault));
        variable_set(key_below(array, name), value ? value : "");
    }
    FILE *file = fopen(session.parameter_file, "r+e");
    if (!file) return status_error(format_text("ERROR #5001: %s: %s", session.parameter_file, strerror(errno)));
    char *text = changed_text(file, array);
    rewind(file);
    int failed = fputs(text, file) == EOF || fflush(file) != 0 || ftruncate(fileno(file), ftell(file)) != 0;
    variable_kill(array);
    if (fclose(file) == 0 && !failed) return "1";
    return status_error(format_text("ERROR #5001: %s: %s", session.parameter_file, strerror(errno)));
}
