/* The functions and special variables that the session stand-in knows. A stand-in for practice, NOT InterSystems software. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "objectscript.h"


/* The variable that $GET, $DATA and $ORDER are about. */
static const char *variable_argument(void)
{
    expect('(');
    return read_variable();
}

static const char *get(void)
{
    const char *key = variable_argument(), *fallback = accept(',') ? read_expression() : "";
    const char *value = variable_get(key);
    expect(')');
    return value ? value : fallback;
}

static const char *data(void)
{
    const char *key = variable_argument();
    expect(')');
    return text_of_number(variable_data(key));
}

static const char *order(void)
{
    const char *key = variable_argument(), *direction = accept(',') ? read_expression() : "1";
    expect(')');
    return skipping ? "" : variable_order(key, number_of(direction) < 0 ? -1 : 1);
}

static const char *select_first(void)
{
    const char *value = NULL;
    expect('(');
    do {
        skipping += value != NULL;
        int holds = number_of(read_expression()) != 0;
        skipping -= value != NULL;
        expect(':');
        int wanted = holds && !value;
        skipping += !wanted;
        const char *one = read_expression();
        skipping -= !wanted;
        if (wanted) value = one;
    } while (accept(','));
    expect(')');
    if (!value && !skipping) raise_error("<SELECT>", "");
    return value ? value : "";
}

static const char *piece(const struct argument *given, int count)
{
    const char *text = given[0].value, *mark = given[1].value;
    int from = count > 2 ? (int)number_of(given[2].value) : 1, to = count > 3 ? (int)number_of(given[3].value) : from;
    size_t width = strlen(mark);
    const char *start = NULL;
    if (!width) return "";
    for (int at = 1;; at++) {
        const char *next = strstr(text, mark);
        if (at == from) start = text;
        if (start && (at == to || !next)) return slice(start, next ? (int)(next - start) : (int)strlen(start));
        if (!next) return "";
        text = next + width;
    }
}

static const char *extract(const struct argument *given, int count)
{
    int length = (int)strlen(given[0].value), from = count > 1 ? (int)number_of(given[1].value) : 1;
    int to = count > 2 ? (int)number_of(given[2].value) : from;
    if (from < 1) from = 1;
    if (to > length) to = length;
    return to < from ? "" : slice(given[0].value + from - 1, to - from + 1);
}

static const char *length(const struct argument *given, int count)
{
    if (count < 2) return text_of_number((double)strlen(given[0].value));
    int pieces = 1;
    for (const char *at = given[0].value; *given[1].value && (at = strstr(at, given[1].value)); pieces++)
        at += strlen(given[1].value);
    return text_of_number(pieces);
}

static const char *replace(const struct argument *given, int count)
{
    const char *result = "", *text = given[0].value, *next;
    if (count < 3 || !*given[1].value) return text;
    for (; (next = strstr(text, given[1].value)); text = next + strlen(given[1].value))
        result = format_text("%s%.*s%s", result, (int)(next - text), text, given[2].value);
    return format_text("%s%s", result, text);
}

static const char *character(const struct argument *given, int count)
{
    const char *result = "";
    for (int at = 0; at < count; at++) result = format_text("%s%c", result, (int)number_of(given[at].value));
    return result;
}

static const struct {
    const char *name, *short_name;
    /* Reads its own arguments. */
    const char *(*special)(void);
    /* Is given the values of its arguments, at least so many. */
    const char *(*plain)(const struct argument *given, int count);
    int least;
} functions[] = {
    {"get", "g", get, NULL, 0},          {"data", "d", data, NULL, 0},
    {"order", "o", order, NULL, 0},      {"select", "s", select_first, NULL, 0},
    {"piece", "p", NULL, piece, 2},      {"extract", "e", NULL, extract, 1},
    {"length", "l", NULL, length, 1},    {"replace", "replace", NULL, replace, 3},
    {"char", "c", NULL, character, 1},
};

static const char *special_variable(const char *name)
{
    char host[256] = "localhost";
    if (strcasecmp(name, "namespace") == 0) return session.namespace;
    if (strcasecmp(name, "job") == 0 || strcasecmp(name, "j") == 0) return text_of_number(getpid());
    if (strcasecmp(name, "zversion") == 0 || strcasecmp(name, "zv") == 0)
        return format_text("%s %s (practice instance: a stand-in, not InterSystems software)", session.product,
            session.version);
    if (strcasecmp(name, "system") == 0) {
        gethostname(host, sizeof host - 1);
        return format_text("%s:%s", host, session.instance);
    }
    raise_not_here(format_text("$%s", name));
}

const char *read_function(void)
{
    struct argument given[16];
    expect('$');
    const char *name = read_word();
    if (*cursor != '(') return special_variable(name);
    for (size_t at = 0; at < sizeof functions / sizeof *functions; at++) {
        if (strcasecmp(name, functions[at].name) != 0 && strcasecmp(name, functions[at].short_name) != 0) continue;
        if (functions[at].special) return functions[at].special();
        int count = read_arguments(given, 16);
        if (count < functions[at].least) raise_error("<SYNTAX>", "");
        for (int each = 0; each < count; each++)
            if (!given[each].value) given[each].value = "";
        return functions[at].plain(given, count);
    }
    raise_not_here(format_text("$%s()", name));
}
