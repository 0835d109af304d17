/*
 * The small part of ObjectScript that the session stand-in understands. A stand-in for practice, NOT InterSystems
 * software. A session is short: what is made for a value is never freed.
 */
#ifndef OBJECTSCRIPT_H
#define OBJECTSCRIPT_H

#include <setjmp.h>

struct argument {
    /* Its value; NULL: left out. */
    const char *value;
    /* The local variable that was given by reference, such as ".p"; NULL: by value. */
    const char *reference;
};

struct call {
    const char *class, *method;
    /* The object that the method is of; NULL: a class method. */
    const char *object;
    const struct argument *arguments;
    int count;
};

struct session {
    const char *instance, *directory, *version, *product, *parameter_file;
    const char *namespace;
    int is_iris;
    /* Whether each SuperServer has its own settings: the class Security.Servers. */
    int has_servers;
    /* "1972" and "0.0.0.0", as the parameter file says. */
    const char *port, *address;
    /* Where the next character is written. */
    int column;
};

extern struct session session;

/* What went wrong, such as "<UNDEFINED>" and "*p". It ends the line that is run, never the session. */
_Noreturn void raise_error(const char *error, const char *detail);

/* For what the product has and this stand-in has not. */
_Noreturn void raise_not_here(const char *what);

const char *format_text(const char *format, ...) __attribute__((format(printf, 1, 2)));
const char *slice(const char *text, int length);

/* Runs one line as a terminal does. 0 after HALT. */
int run_line(const char *line);

/* Output of WRITE and of methods that write. */
void put_text(const char *text);

/* --- expressions; each reads at `cursor` and moves it on --- */

extern const char *cursor;
/* More than 0: what is read is only skipped, nothing is called. */
extern int skipping;

const char *read_expression(void);
/* What a name, "##class(" or "$system" begins: a variable, a call, and what follows by dots. */
const char *read_reference(void);
const char *read_function(void);
/* A variable to be changed: its name with subscripts, as a key of the functions below. */
const char *read_variable(void);
/* The arguments between parentheses. */
int read_arguments(struct argument *arguments, int room);
int accept(char character);
void expect(char character);
const char *read_word(void);
/* Whether a keyword stands here, in any case; it is then read. */
int accept_keyword(const char *keyword);

double number_of(const char *text);
const char *text_of_number(double number);
int is_canonical(const char *text);

/* --- local variables; a key is the name, and each subscript after a character 1 --- */

const char *variable_get(const char *key);
void variable_set(const char *key, const char *value);
void variable_kill(const char *key);
/* As $data: 0, 1, 10, 11. */
int variable_data(const char *key);
/* The subscript after the last one of the key, or before it; "" at the end. */
const char *variable_order(const char *key, int direction);
/* Writes it and all below it, as ZWRITE. */
void variable_list(const char *key);
const char *key_below(const char *key, const char *subscript);

/* --- classes --- */

const char *call_method(const struct call *call);
const char *object_property(const char *object, const char *property);
/* The class of an object; NULL: it is none. */
const char *object_class(const char *object);
const char *object_key(const char *object);
const char *make_object(const char *class, const char *key);

/* A %Status that is an error, with the text that GetErrorText gives. */
const char *status_error(const char *text);
const char *status_text(const char *status);

/* The value of an argument; the fallback where it is left out. */
const char *argument_text(const struct call *call, int at, const char *fallback);

#endif
