/* The commands that the session stand-in knows. A stand-in for practice, NOT InterSystems software. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "objectscript.h"

enum outcome { GO_ON, LEAVE, END };

static const char *error, *error_detail;
static jmp_buf wrong;
static int test, loops;

void raise_error(const char *name, const char *detail)
{
    error = name;
    error_detail = detail;
    longjmp(wrong, 1);
}

void raise_not_here(const char *what)
{
    raise_error("<STAND-IN>", format_text("%s is not in this stand-in", what));
}

const char *format_text(const char *format, ...)
{
    char *text;
    va_list values;
    va_start(values, format);
    if (vasprintf(&text, format, values) < 0) abort();
    va_end(values);
    return text;
}

const char *slice(const char *text, int length)
{
    return format_text("%.*s", length, text);
}

void put_text(const char *text)
{
    fputs(text, stdout);
    for (; *text; text++) session.column = *text == '\n' ? 0 : session.column + 1;
}

static enum outcome run_commands(int in_block);

static enum outcome run_block(void)
{
    expect('{');
    enum outcome outcome = run_commands(1);
    if (outcome == GO_ON) expect('}');
    return outcome;
}

static void skip_spaces(void)
{
    while (*cursor == ' ' || *cursor == '\t') cursor++;
}

/* A body in braces, or the rest of the line, done or only skipped. */
static enum outcome run_body(int done, int in_block)
{
    skipping += !done;
    skip_spaces();
    enum outcome outcome = *cursor == '{' ? run_block() : run_commands(in_block);
    skipping -= !done;
    return outcome;
}

static enum outcome run_if(int in_block)
{
    int done = 1;
    do {
        const char *value = read_expression();
        if (!skipping && number_of(value) == 0) done = 0;
    } while (accept(','));
    if (!skipping) test = done;
    skip_spaces();
    if (*cursor != '{') return run_body(done, in_block);
    enum outcome outcome = run_body(done, in_block);
    for (int ended = done; outcome == GO_ON;) {
        skip_spaces();
        if (accept_keyword("elseif")) {
            skip_spaces();
            skipping += ended;
            int holds = number_of(read_expression()) != 0;
            skipping -= ended;
            outcome = run_body(holds && !ended, in_block);
            ended = ended || holds;
        } else if (accept_keyword("else")) {
            return run_body(!ended, in_block);
        } else {
            return GO_ON;
        }
    }
    return outcome;
}

static enum outcome run_for(int in_block, int endless)
{
    const char *key = NULL, *body;
    double from = 0, by = 1, to = 0;
    enum outcome outcome = GO_ON;
    if (!endless) {
        key = read_variable();
        expect('=');
        from = number_of(read_expression());
        expect(':');
        by = number_of(read_expression());
        expect(':');
        to = number_of(read_expression());
    }
    body = cursor;
    loops++;
    while (!skipping && outcome == GO_ON && (endless || (by < 0 ? from >= to : from <= to))) {
        if (key) variable_set(key, text_of_number(from));
        from += by;
        cursor = body;
        outcome = run_body(1, in_block);
    }
    loops--;
    cursor = body;
    run_body(0, in_block);
    return outcome == END ? END : GO_ON;
}

static void assign(const char *key, const char *value)
{
    if (!skipping) variable_set(key, value);
}

static void enter(const char *namespace)
{
    static const char *const known[] = {"%SYS", "USER", NULL};
    if (skipping) return;
    for (int at = 0; known[at]; at++)
        if (strcasecmp(known[at], namespace) == 0) {
            session.namespace = known[at];
            return;
        }
    raise_error("<NAMESPACE>", "");
}

static void run_set(void)
{
    const char *keys[16];
    int count = 0, several = accept('(');
    if (!several && accept_keyword("$namespace")) {
        expect('=');
        enter(read_expression());
        return;
    }
    if (*cursor == '^') raise_not_here("a global variable");
    do {
        if (count == 16) raise_error("<SYNTAX>", "");
        keys[count++] = read_variable();
    } while (several && accept(','));
    if (several) expect(')');
    if (*cursor == '.') raise_not_here("SET of an object's property");
    expect('=');
    const char *value = read_expression();
    while (count-- > 0) assign(keys[count], value);
}

static void write_one(void)
{
    const char *text;
    if (accept('!')) text = "\n";
    else if (accept('*')) text = format_text("%c", (int)number_of(read_expression()));
    else if (accept('?')) text = format_text("%*s", (int)number_of(read_expression()) - session.column, "");
    else text = read_expression();
    if (!skipping) put_text(text);
}

static void do_one(void)
{
    if (*cursor == '^') {
        cursor++;
        raise_error("<NOROUTINE>", format_text("*%s", read_word()));
    }
    const char *start = cursor;
    read_reference();
    if (cursor[-1] != ')' || (strncasecmp(start, "##class", 7) != 0 && !memchr(start, '.', (size_t)(cursor - start))))
        raise_error("<SYNTAX>", "");
}

static void kill_one(void)
{
    const char *key = read_variable();
    if (!skipping) variable_kill(key);
}

static void list_one(void)
{
    const char *key = read_variable();
    if (!skipping) variable_list(key);
}

static void enter_one(void)
{
    enter(read_expression());
}

static const struct {
    const char *name, *short_name;
    /* Reads one of the arguments between commas. */
    void (*one)(void);
} listed[] = {
    {"set", "s", run_set},    {"write", "w", write_one},   {"do", "d", do_one},
    {"kill", "k", kill_one},  {"zwrite", "zw", list_one},  {"znspace", "zn", enter_one},
};

static int is(const char *word, const char *name, const char *short_name)
{
    return strcasecmp(word, name) == 0 || strcasecmp(word, short_name) == 0;
}

static int at_end(int in_block)
{
    return !*cursor || (in_block && *cursor == '}');
}

static enum outcome run_listed(const char *word, int bare, const char *start)
{
    for (size_t at = 0; at < sizeof listed / sizeof *listed; at++) {
        if (!is(word, listed[at].name, listed[at].short_name)) continue;
        if (bare && listed[at].one == kill_one) return skipping ? GO_ON : (variable_kill(NULL), GO_ON);
        if (bare) raise_error("<SYNTAX>", "");
        do listed[at].one();
        while (accept(','));
        return GO_ON;
    }
    cursor = start;
    static const char *const absent[] = {"new", "n", "read", "r", "lock", "l", "open", "o", "use", "u", "close", "c",
        "job", "j", "try", "throw", "return", "while", "hang", "merge", "m", "xecute", "x", "goto", "g", "tstart",
        "tcommit", "trollback", "zload", "zl", "break", "b", NULL};
    for (int at = 0; absent[at]; at++)
        if (strcasecmp(word, absent[at]) == 0) raise_not_here(word);
    raise_error("<SYNTAX>", "");
}

static enum outcome run_command(int in_block)
{
    const char *start = cursor, *word = read_word();
    int passed = 1;
    if (accept(':')) passed = number_of(read_expression()) != 0;
    int bare = at_end(in_block) || strncmp(cursor, "  ", 2) == 0 || (*cursor == ' ' && (!cursor[1] || cursor[1] == '{'));
    if (!at_end(in_block) && !accept(' ')) {
        cursor = start;
        raise_error("<SYNTAX>", "");
    }
    skipping += !passed;
    enum outcome outcome = GO_ON;
    int active = !skipping;
    if (is(word, "if", "i") && !bare) outcome = run_if(in_block);
    else if (is(word, "else", "e") && bare) outcome = run_body(!test, in_block);
    else if (is(word, "for", "f")) outcome = run_for(in_block, bare);
    else if (is(word, "halt", "h") && bare) outcome = active ? END : GO_ON;
    else if (is(word, "quit", "q") && bare) {
        if (active && !loops) raise_error("<COMMAND>", "");
        outcome = active ? LEAVE : GO_ON;
    } else outcome = run_listed(word, bare, start);
    skipping -= !passed;
    return outcome;
}

static enum outcome run_commands(int in_block)
{
    for (;;) {
        skip_spaces();
        if (at_end(in_block) || *cursor == ';' || strncmp(cursor, "//", 2) == 0) return GO_ON;
        enum outcome outcome = run_command(in_block);
        if (outcome != GO_ON) return outcome;
        if (!at_end(in_block) && *cursor != ' ' && *cursor != '\t' && cursor[-1] != '}') raise_error("<SYNTAX>", "");
    }
}

int run_line(const char *line)
{
    cursor = line;
    skipping = loops = 0;
    if (setjmp(wrong) == 0) {
        enum outcome outcome = run_commands(0);
        if (outcome == GO_ON && *cursor == '}') raise_error("<SYNTAX>", "");
        return outcome != END;
    }
    if (session.column) put_text("\n");
    put_text(format_text("\n%s\n%*s^\n%s%s%s\n", line, (int)(cursor - line), "", error, *error_detail ? " " : "",
        error_detail));
    return 1;
}
