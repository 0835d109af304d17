/* Local variables of the session stand-in. A stand-in for practice, NOT InterSystems software. */
#include <stdlib.h>
#include <string.h>

#include "objectscript.h"

static struct variable {
    const char *key, *value;
    struct variable *next;
} *variables;

static struct variable **place_of(const char *key)
{
    struct variable **at = &variables;
    while (*at && strcmp((*at)->key, key) != 0) at = &(*at)->next;
    return at;
}

static int is_below(const char *key, const char *top)
{
    size_t length = strlen(top);
    return strncmp(key, top, length) == 0 && key[length] == '\1';
}

const char *key_below(const char *key, const char *subscript)
{
    return format_text("%s\1%s", key, subscript);
}

const char *variable_get(const char *key)
{
    struct variable **at = place_of(key);
    return *at ? (*at)->value : NULL;
}

void variable_set(const char *key, const char *value)
{
    struct variable **at = place_of(key);
    if (!*at) {
        *at = calloc(1, sizeof **at);
        (*at)->key = key;
    }
    (*at)->value = value;
}

void variable_kill(const char *key)
{
    for (struct variable **at = &variables; *at;) {
        if (!key || strcmp((*at)->key, key) == 0 || is_below((*at)->key, key)) *at = (*at)->next;
        else at = &(*at)->next;
    }
}

int variable_data(const char *key)
{
    int found = 0;
    for (const struct variable *one = variables; one; one = one->next) {
        if (strcmp(one->key, key) == 0) found |= 1;
        else if (is_below(one->key, key)) found |= 2;
    }
    return (found & 1) + (found & 2 ? 10 : 0);
}

/* Numbers come before other texts, by size. */
static int compare(const char *one, const char *other)
{
    int first = is_canonical(one), second = is_canonical(other);
    double difference = number_of(one) - number_of(other);
    if (first && second) return difference < 0 ? -1 : difference > 0;
    return first != second ? second - first : strcmp(one, other);
}

const char *variable_order(const char *key, int direction)
{
    const char *last = strrchr(key, '\1'), *best = NULL;
    if (!last) raise_not_here("$ORDER of a variable without subscripts");
    const char *top = slice(key, (int)(last - key));
    last++;
    for (const struct variable *one = variables; one; one = one->next) {
        if (!is_below(one->key, top)) continue;
        const char *rest = one->key + strlen(top) + 1;
        const char *candidate = slice(rest, (int)strcspn(rest, "\1"));
        if (*last && compare(candidate, last) * direction <= 0) continue;
        if (!best || compare(candidate, best) * direction < 0) best = candidate;
    }
    return best ? best : "";
}

static const char *quoted(const char *text)
{
    const char *result = "\"";
    if (is_canonical(text)) return text;
    for (; *text; text++) result = format_text("%s%s%c", result, *text == '"' ? "\"" : "", *text);
    return format_text("%s\"", result);
}

static const char *written(const char *key)
{
    const char *rest = strchr(key, '\1');
    const char *result = slice(key, rest ? (int)(rest - key) : (int)strlen(key));
    for (const char *between = "("; rest; between = ",") {
        const char *next = strchr(++rest, '\1');
        result = format_text("%s%s%s", result, between,
            quoted(slice(rest, next ? (int)(next - rest) : (int)strlen(rest))));
        rest = next;
    }
    return strchr(key, '\1') ? format_text("%s)", result) : result;
}

void variable_list(const char *key)
{
    const char *value = variable_get(key);
    if (value) put_text(format_text("%s=%s\n", written(key), quoted(value)));
    const char *empty = key_below(key, "");
    for (const char *next = variable_order(empty, 1); *next; next = variable_order(key_below(key, next), 1))
        variable_list(key_below(key, next));
}
