/* Reads and evaluates expressions for the session stand-in. A stand-in for practice, NOT InterSystems software. */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "objectscript.h"

const char *cursor;
int skipping;

int accept(char character)
{
    if (*cursor != character) return 0;
    cursor++;
    return 1;
}

void expect(char character)
{
    if (!accept(character)) raise_error("<SYNTAX>", "");
}

const char *read_word(void)
{
    const char *start = cursor;
    if (*cursor == '%') cursor++;
    if (!isalpha((unsigned char)*cursor)) {
        cursor = start;
        raise_error("<SYNTAX>", "");
    }
    while (isalnum((unsigned char)*cursor)) cursor++;
    return slice(start, (int)(cursor - start));
}

int accept_keyword(const char *keyword)
{
    size_t length = strlen(keyword);
    if (strncasecmp(cursor, keyword, length) != 0 || isalnum((unsigned char)cursor[length])) return 0;
    cursor += length;
    return 1;
}

/* What a text begins with that is a number; 0 for other texts, as the language has it. */
double number_of(const char *text)
{
    char digits[64];
    int sign = 1, used = 0, points = 0;
    for (; *text == '+' || *text == '-'; text++) sign *= *text == '-' ? -1 : 1;
    for (; (isdigit((unsigned char)*text) || (*text == '.' && !points)) && used < 63; text++) {
        points += *text == '.';
        digits[used++] = *text;
    }
    digits[used] = '\0';
    return sign * atof(digits);
}

const char *text_of_number(double number)
{
    const char *text = format_text("%.15g", number == 0 ? 0.0 : number);
    if (strncmp(text, "0.", 2) == 0) return text + 1;
    return strncmp(text, "-0.", 3) == 0 ? format_text("-%s", text + 2) : text;
}

int is_canonical(const char *text)
{
    return strcmp(text, text_of_number(number_of(text))) == 0;
}

static const char *read_string(void)
{
    const char *result = "";
    expect('"');
    for (;;) {
        size_t plain = strcspn(cursor, "\"");
        result = format_text("%s%.*s", result, (int)plain, cursor);
        cursor += plain;
        expect('"');
        if (!accept('"')) return result;
        result = format_text("%s\"", result);
    }
}

static const char *read_operand(void)
{
    const char *value;
    if (accept('\'')) return number_of(read_operand()) == 0 ? "1" : "0";
    if (accept('-')) return text_of_number(-number_of(read_operand()));
    if (accept('+')) return text_of_number(number_of(read_operand()));
    if (accept('(')) {
        value = read_expression();
        expect(')');
        return value;
    }
    if (*cursor == '"') return read_string();
    if (isdigit((unsigned char)*cursor) || (*cursor == '.' && isdigit((unsigned char)cursor[1]))) {
        const char *start = cursor;
        while (isdigit((unsigned char)*cursor) || *cursor == '.') cursor++;
        return text_of_number(number_of(slice(start, (int)(cursor - start))));
    }
    if (strncmp(cursor, "$$", 2) == 0) raise_error("<SYNTAX>", "");
    if (*cursor == '$' && strncasecmp(cursor, "$system.", 8) != 0) return read_function();
    if (*cursor == '^') raise_not_here("a global variable");
    if (*cursor == '@') raise_not_here("indirection");
    if (*cursor == '{') raise_not_here("JSON");
    return read_reference();
}

static const char *truth(int holds)
{
    return holds ? "1" : "0";
}

static const char *apply(const char *operator, const char *left, const char *right)
{
    double one = number_of(left), other = number_of(right);
    switch (operator[0]) {
        case '+': return text_of_number(one + other);
        case '-': return text_of_number(one - other);
        case '*': return text_of_number(one * other);
        case '_': return format_text("%s%s", left, right);
        case '=': return truth(strcmp(left, right) == 0);
        case '<': return truth(operator[1] ? one <= other : one < other);
        case '>': return truth(operator[1] ? one >= other : one > other);
        case '[': return truth(strstr(left, right) != NULL);
        case ']': return truth(strcmp(left, right) > 0);
        case '&': return truth(one != 0 && other != 0);
        case '!':
        case '|': return truth(one != 0 || other != 0);
    }
    if (other == 0) raise_error("<DIVIDE>", "");
    if (operator[0] == '/') return text_of_number(one / other);
    if (operator[0] == '\\') return text_of_number(trunc(one / other));
    return text_of_number(one - floor(one / other) * other);
}

/* The longer ones first. */
static const char *const operators[] = {
    "&&", "||", "<=", ">=", "+", "-", "*", "/", "\\", "#", "_", "=", "<", ">", "[", "]", "&", "!", NULL};

static const char *read_operator(void)
{
    for (int at = 0; operators[at]; at++) {
        if (strncmp(cursor, operators[at], strlen(operators[at])) != 0) continue;
        cursor += strlen(operators[at]);
        return operators[at];
    }
    return NULL;
}

/* From left to right: the language knows no precedence. */
const char *read_expression(void)
{
    const char *value = read_operand();
    for (;;) {
        int negated = *cursor == '\'' && cursor[1] && strchr("=<>[]&!", cursor[1]);
        if (*cursor == '?') raise_not_here("a pattern match");
        if (negated) cursor++;
        const char *operator = read_operator();
        if (!operator) return value;
        int decided = (strcmp(operator, "&&") == 0 && number_of(value) == 0) ||
                      (strcmp(operator, "||") == 0 && number_of(value) != 0);
        skipping += decided;
        const char *right = read_operand();
        skipping -= decided;
        if (decided) value = truth(number_of(value) != 0);
        else if (!skipping) value = apply(operator, value, right);
        if (negated) value = truth(number_of(value) == 0);
    }
}

int read_arguments(struct argument *arguments, int room)
{
    int count = 0;
    expect('(');
    if (accept(')')) return 0;
    do {
        if (count == room) raise_error("<PARAMETER>", "");
        struct argument *one = &arguments[count++];
        *one = (struct argument){NULL, NULL};
        if (*cursor == ',' || *cursor == ')') continue;
        if (*cursor == '.' && !isdigit((unsigned char)cursor[1])) {
            cursor++;
            one->reference = read_variable();
            one->value = variable_get(one->reference);
        } else {
            one->value = read_expression();
        }
    } while (accept(','));
    expect(')');
    return count;
}

const char *read_variable(void)
{
    const char *key = read_word();
    if (!accept('(')) return key;
    do key = key_below(key, read_expression());
    while (accept(','));
    expect(')');
    return key;
}

/* "Security.SSLConfigs" or "%SYSTEM.Process", up to its end. */
static const char *read_class_name(const char *ends)
{
    size_t length = strcspn(cursor, ends);
    const char *name = slice(cursor, (int)length);
    if (!length || strspn(name, "%.") == length) raise_error("<SYNTAX>", "");
    cursor += length;
    return name;
}

static const char *invoke(const char *class, const char *object, const char *method)
{
    struct argument arguments[16];
    int count = *cursor == '(' ? read_arguments(arguments, 16) : 0;
    if (skipping) return "";
    struct call call = {class, method, object, arguments, count};
    return call_method(&call);
}

static const char *read_class_call(void)
{
    const char *class;
    if (strncasecmp(cursor, "##class(", 8) == 0) {
        cursor += 8;
        class = read_class_name(")\" ");
        expect(')');
    } else {
        cursor += 8;
        class = format_text("%%SYSTEM.%s", read_class_name(".( ,)\""));
    }
    expect('.');
    const char *method = read_word();
    if (*cursor != '(') raise_error("<SYNTAX>", "");
    return invoke(class, NULL, method);
}

const char *read_reference(void)
{
    const char *start = cursor, *value;
    if (strncasecmp(cursor, "##class(", 8) == 0 || strncasecmp(cursor, "$system.", 8) == 0) {
        value = read_class_call();
    } else {
        const char *key = read_variable();
        value = variable_get(key);
        if (!value && !skipping) {
            const char *subscript = strchr(key, '\1');
            cursor = start;
            raise_error("<UNDEFINED>", subscript ? format_text("*%.*s(\"%s\")", (int)(subscript - key), key, subscript + 1)
                                                 : format_text("*%s", key));
        }
        if (!value) value = "";
    }
    while (*cursor == '.' && isalpha((unsigned char)cursor[1] == '%' ? 'a' : (unsigned char)cursor[1])) {
        cursor++;
        const char *member = read_word();
        if (!skipping && !object_class(value)) raise_error("<INVALID OREF>", "");
        if (*cursor == '(') value = invoke(skipping ? "" : object_class(value), value, member);
        else if (!skipping) value = object_property(value, member);
    }
    return value;
}
