/*
 * Where the stand-in keeps what an instance has in its security database: one text file, "[CLASS:KEY]" and lines
 * "Property=value" below it. A stand-in for practice, NOT InterSystems software.
 */
#ifndef SECURITY_STORE_H
#define SECURITY_STORE_H

struct setting {
    char *name, *value;
    struct setting *next;
};

struct record {
    /* "Security.SSLConfigs:%SuperServer". */
    char *name;
    struct setting *settings;
    struct record *next;
};

struct store {
    struct record *records;
};

/* Its contents; empty when there is no such file. NULL with errno set when it cannot be read. */
struct store *store_read(const char *path);

/* Writes all of it. 0, or -1 with errno set. */
int store_write(const struct store *store, const char *path);

void store_free(struct store *store);

struct record *store_find(const struct store *store, const char *class, const char *key);
struct record *store_add(struct store *store, const char *class, const char *key);
void store_remove(struct store *store, struct record *record);

/* The value of a property; the fallback where there is no record or no such line in it. */
const char *store_get(const struct record *record, const char *name, const char *fallback);
void store_set(struct record *record, const char *name, const char *value);

#endif
