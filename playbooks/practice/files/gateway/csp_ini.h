/* Reads CSP.ini for the gateway stand-in (mod_csp_standin.c). A stand-in for practice, NOT InterSystems software. */
#ifndef CSP_INI_H
#define CSP_INI_H

#include <apr_pools.h>
#include <apr_tables.h>
#include <apr_time.h>

struct csp_ini {
    /* "SECTION/Key" to value. */
    apr_table_t *values;
    apr_time_t modified;
};

/* The file's contents; NULL with errno set when it cannot be read. */
struct csp_ini *csp_ini_read(apr_pool_t *pool, const char *path);

/* The value of a key, or the fallback. */
const char *csp_ini_get(const struct csp_ini *ini, const char *section, const char *key, const char *fallback);

/* Whether an address is on a list such as "127.0.0.1,190.8.7.4-6,10.0.*.*"; the lists of the key System_Manager. */
int csp_ini_lists_address(const char *list, const char *address);

/* Which section says how to reach the SuperServer that an address belongs to. */
const char *csp_ini_server(apr_pool_t *pool, const struct csp_ini *ini, const char *address);

#endif
