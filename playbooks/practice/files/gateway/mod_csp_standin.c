/*
 * A stand-in for the web gateway module of an InterSystems instance, for practice. It is NOT InterSystems software:
 * it understands the gateway's directives and the keys of CSP.ini that concern security, and passes requests as
 * HTTP/1.0, by TCP or TLS, to the SuperServer stand-in.
 *
 *   cc -shared -fPIC -I... -o CSPa24.so mod_csp_standin.c csp_ini.c csp_caretaker.c csp_upstream.c -lssl -lcrypto
 *   LoadModule csp_module_sa <directory>/CSPa24.so
 *
 * With -DSYSTEM_MODULE it is the older second module, for the management pages:
 *
 *   LoadModule cspsys_module_sa <directory>/CSPa24Sys.so
 */
#include <errno.h>
#include <string.h>

#include <httpd.h>
#include <http_config.h>
#include <http_core.h>
#include <http_log.h>
#include <http_protocol.h>
#include <http_request.h>

#include <apr_file_info.h>
#include <apr_strings.h>

#include "csp_caretaker.h"
#include "csp_ini.h"
#include "csp_upstream.h"

#ifdef SYSTEM_MODULE
#define csp_module_sa cspsys_module_sa
#define HANDLER "cspsys-handler-sa"
#define PATH_DIRECTIVE "CSPSYSModulePath"
#else
#define HANDLER "csp-handler-sa"
#define PATH_DIRECTIVE "CSPModulePath"
#endif

/* By hand: AP_DECLARE_MODULE would append "_module" to the name. */
extern module AP_MODULE_DECLARE_DATA csp_module_sa;

#define BIGGEST_BODY (16 * 1024 * 1024)

struct server_settings {
    const char *module_path;
    const char *config_path;
};

struct place_settings {
    /* -1: not said. */
    int on;
    apr_array_header_t *types;
};

static struct csp_ini *ini;

static void *make_server(apr_pool_t *pool, server_rec *server)
{
    (void)server;
    return apr_pcalloc(pool, sizeof(struct server_settings));
}

/* Without it a virtual host would see none of what is said once for all. */
static void *merge_server(apr_pool_t *pool, void *outer, void *inner)
{
    const struct server_settings *base = outer, *own = inner;
    struct server_settings *merged = apr_pcalloc(pool, sizeof *merged);
    merged->module_path = own->module_path ? own->module_path : base->module_path;
    merged->config_path = own->config_path ? own->config_path : base->config_path;
    return merged;
}

static void *make_place(apr_pool_t *pool, char *place)
{
    struct place_settings *settings = apr_pcalloc(pool, sizeof *settings);
    (void)place;
    settings->on = -1;
    settings->types = apr_array_make(pool, 4, sizeof(const char *));
    return settings;
}

static void *merge_place(apr_pool_t *pool, void *outer, void *inner)
{
    const struct place_settings *base = outer, *own = inner;
    struct place_settings *merged = apr_pcalloc(pool, sizeof *merged);
    merged->on = own->on >= 0 ? own->on : base->on;
    merged->types = own->types->nelts > 0 ? own->types : base->types;
    return merged;
}

static const char *set_module_path(cmd_parms *command, void *place, const char *path)
{
    struct server_settings *settings = ap_get_module_config(command->server->module_config, &csp_module_sa);
    (void)place;
    settings->module_path = ap_server_root_relative(command->pool, path);
    return NULL;
}

static const char *set_config_path(cmd_parms *command, void *place, const char *path)
{
    struct server_settings *settings = ap_get_module_config(command->server->module_config, &csp_module_sa);
    (void)place;
    settings->config_path = ap_server_root_relative(command->pool, path);
    return NULL;
}

static const char *refusal(const cmd_parms *command)
{
    if (!command->server->is_virtual) return NULL;
    return apr_pstrcat(command->pool, command->cmd->name,
        " is not supported inside <VirtualHost>: declare it for the whole server", NULL);
}

static const char *set_on(cmd_parms *command, void *place, int on)
{
    ((struct place_settings *)place)->on = on;
    return refusal(command);
}

static const char *add_type(cmd_parms *command, void *place, const char *type)
{
    *(const char **)apr_array_push(((struct place_settings *)place)->types) = type;
    return refusal(command);
}

static const command_rec commands[] = {
    AP_INIT_TAKE1(PATH_DIRECTIVE, set_module_path, NULL, RSRC_CONF, "folder of the gateway's modules"),
    AP_INIT_TAKE1("CSPConfigPath", set_config_path, NULL, RSRC_CONF, "folder of CSP.ini"),
    AP_INIT_FLAG("CSP", set_on, NULL, RSRC_CONF | ACCESS_CONF, "whether the gateway serves the whole path"),
    AP_INIT_ITERATE("CSPFileTypes", add_type, NULL, RSRC_CONF | ACCESS_CONF, "endings that the gateway serves, or *"),
    {NULL},
};

static const char *ini_path(apr_pool_t *pool, server_rec *server)
{
    const struct server_settings *settings = ap_get_module_config(server->module_config, &csp_module_sa);
    const char *folder = settings->config_path ? settings->config_path : settings->module_path;
    return folder ? apr_pstrcat(pool, folder, "/CSP.ini", NULL) : NULL;
}

/* The caretaker notes in the file that it is to count anew; without that note an edited file does not. */
static const struct csp_ini *current_ini(request_rec *r)
{
    const char *path = ini_path(r->pool, r->server);
    apr_finfo_t status;
    apr_pool_t *pool;
    if (!path) return NULL;
    if (ini && (apr_stat(&status, path, APR_FINFO_MTIME, r->pool) || status.mtime == ini->modified)) return ini;
    struct csp_ini *read = csp_ini_read(r->pool, path);
    if (!read) return ini;
    if (ini && strcmp(csp_ini_get(read, "SYSTEM", "Configuration_Modified", ""),
                      csp_ini_get(ini, "SYSTEM", "Configuration_Modified", "")) == 0)
        return ini;
    /* In a pool that is never freed: another thread may be reading the old one. */
    if (apr_pool_create(&pool, NULL) == APR_SUCCESS && (read = csp_ini_read(pool, path))) ini = read;
    return ini;
}

static void begin_child(apr_pool_t *pool, server_rec *server)
{
    const char *path = ini_path(pool, server);
#ifndef SYSTEM_MODULE
    if (path) csp_caretaker(path);
#else
    (void)path;
#endif
}

static int start(apr_pool_t *pool, apr_pool_t *log, apr_pool_t *temporary, server_rec *server)
{
    const char *path = ini_path(temporary, server);
    (void)log;
    ini = path ? csp_ini_read(pool, path) : NULL;
    if (!path || ini) return OK;
    ap_log_error(APLOG_MARK, APLOG_ERR, APR_FROM_OS_ERROR(errno), server, "csp_module_sa: cannot read %s", path);
    return HTTP_INTERNAL_SERVER_ERROR;
}

static int is_ours(request_rec *r)
{
    const struct place_settings *place = ap_get_module_config(r->per_dir_config, &csp_module_sa);
    if (r->handler && strcmp(r->handler, HANDLER) == 0) return 1;
#ifdef SYSTEM_MODULE
    return 0;
#endif
    if (place->on >= 0) return place->on;
    const char *dot = strrchr(r->uri, '.');
    for (int at = 0; at < place->types->nelts; at++) {
        const char *type = ((const char **)place->types->elts)[at];
        if (strcmp(type, "*") == 0 || (dot && strcasecmp(dot + 1, type) == 0)) return 1;
    }
    return 0;
}

static int plain(request_rec *r, int status, const char *text)
{
    r->status = status;
    ap_set_content_type(r, "text/plain; charset=utf-8");
    ap_rprintf(r, "%s\n", text);
    return OK;
}

/* Whose request it is: behind a proxy, by the header that only a configured gateway believes. */
static const char *client_address(request_rec *r, const struct csp_ini *settings)
{
    const char *forwarded = apr_table_get(r->headers_in, "X-Forwarded-For");
    if (!forwarded || strcasecmp(csp_ini_get(settings, "SYSTEM", "Accept_X_Forwarded_For", "Disabled"), "Enabled") != 0)
        return r->useragent_ip;
    return apr_pstrndup(r->pool, forwarded, strcspn(forwarded, ", "));
}

static int is_this_machine(request_rec *r, const char *address)
{
    return strncmp(address, "127.", 4) == 0 || strcmp(address, "::1") == 0 || strcmp(address, r->connection->local_ip) == 0;
}

static int management(request_rec *r, const struct csp_ini *settings)
{
    const char *address = client_address(r, settings), *list = csp_ini_get(settings, "SYSTEM", "System_Manager", NULL);
    int free_pass = strcmp(csp_ini_get(settings, "SYSTEM", "System_Manager_UNPW_Override", "0"), "1") == 0;
    if (strcasecmp(csp_ini_get(settings, "SYSTEM", "SM_Forms", "Enabled"), "Disabled") == 0)
        return plain(r, HTTP_NOT_FOUND, "The management pages are disabled");
    if (list ? !csp_ini_lists_address(list, address) : !is_this_machine(r, address))
        return plain(r, HTTP_FORBIDDEN, "You are not authorized to use this facility");
    if (!free_pass && csp_ini_get(settings, "SYSTEM", "Username", NULL))
        return plain(r, HTTP_OK, "Web Gateway Management: user name and password are asked for here (practice instance: a "
            "stand-in, not InterSystems software; it lets nobody in)");
    return plain(r, HTTP_OK, "Web Gateway Management (practice instance: a stand-in, not InterSystems software)");
}

/* The whole body: HTTP/1.0 has to say its length first. NULL when it is too long or cannot be read. */
static const char *body_of(request_rec *r, apr_size_t *length)
{
    char *body = apr_palloc(r->pool, 1);
    apr_size_t room = 1;
    long got = 0;
    *length = 0;
    if (ap_setup_client_block(r, REQUEST_CHUNKED_DECHUNK) != OK) return NULL;
    if (!ap_should_client_block(r)) return body;
    do {
        if (room - *length < 8192) {
            if (room > BIGGEST_BODY) return NULL;
            room = room * 2 + 16384;
            body = memcpy(apr_palloc(r->pool, room), body, *length);
        }
        got = ap_get_client_block(r, body + *length, room - *length);
        *length += got > 0 ? (apr_size_t)got : 0;
    } while (got > 0);
    return got < 0 ? NULL : body;
}

static int handle(request_rec *r)
{
    if (!is_ours(r)) return DECLINED;
    const struct csp_ini *settings = current_ini(r);
    apr_size_t length;
    r->allowed = (1 << M_GET) | (1 << M_POST);
    if (r->method_number != M_GET && r->method_number != M_POST) return HTTP_METHOD_NOT_ALLOWED;
    if (!settings) return plain(r, HTTP_SERVICE_UNAVAILABLE, "The gateway has no configuration (CSPModulePath)");
    if (strncasecmp(r->uri, "/csp/bin/Systems/", 17) == 0) return management(r, settings);
    const char *body = body_of(r, &length);
    if (!body) return HTTP_REQUEST_ENTITY_TOO_LARGE;
    const char *fault = csp_upstream(r, settings, body, length);
    if (!fault) return OK;
    ap_log_rerror(APLOG_MARK, APLOG_ERR, 0, r, "csp_module_sa: %s", fault);
    return plain(r, HTTP_SERVICE_UNAVAILABLE, "Server unavailable: the SuperServer does not answer the gateway");
}

static void hooks(apr_pool_t *pool)
{
    (void)pool;
    ap_hook_post_config(start, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_child_init(begin_child, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_handler(handle, NULL, NULL, APR_HOOK_FIRST);
}

module AP_MODULE_DECLARE_DATA csp_module_sa = {
    STANDARD20_MODULE_STUFF, make_place, merge_place, make_server, merge_server, commands, hooks,
};
