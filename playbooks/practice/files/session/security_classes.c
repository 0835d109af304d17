/*
 * Security.SSLConfigs, Security.System, Security.Servers and Security.Services of the session stand-in, kept in a file.
 * NOT InterSystems software. Where the wording of an error is not documented, it is the stand-in's own, with #5001.
 */
#include "security_classes.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "properties.h"
#include "security_store.h"

static int is_class(const char *class, const char *name)
{
    return strcmp(class, format_text("Security.%s", name)) == 0;
}

static int is_servers(const char *class)
{
    return is_class(class, "Servers");
}

static const char *default_server(void)
{
    return format_text("%s,%s", session.port, session.address);
}

static const char *key_of(const struct call *call)
{
    const char *name = argument_text(call, 0, "");
    if (!is_servers(call->class)) return is_class(call->class, "System") && !*name ? "SYSTEM" : name;
    const char *address = argument_text(call, 1, "");
    return format_text("%s,%s", name, *address ? address : "0.0.0.0");
}

/* Where the list of properties is among the arguments. */
static const char *properties_of(const struct call *call)
{
    int at = is_servers(call->class) ? 2 : 1;
    if (at >= call->count || !call->arguments[at].reference) raise_error("<PARAMETER>", "");
    return call->arguments[at].reference;
}

static const char *const services[][2] = {
    /* Name, and which ways of authentication are on: 16 the operating system, 32 password. */
    {"%Service_Terminal", "48"}, {"%Service_Bindings", "32"}, {"%Service_WebGateway", "32"}, {"%Service_CSP", "32"}};

/* What is there from the beginning, with values that differ from those of a new one; NULL: it is not. */
static const char *built_in(const char *class, const char *key, const char *property)
{
    const struct property *known = property_named(class, property);
    const char *initial = known ? known->initial : "";
    if (is_class(class, "System")) return strcmp(key, "SYSTEM") == 0 ? initial : NULL;
    if (is_servers(class)) {
        if (strcmp(key, default_server()) != 0) return NULL;
        return strcmp(property, "EnableCSP") == 0 || strcmp(property, "SystemDefault") == 0 ? "1" : initial;
    }
    if (!is_class(class, "Services")) return NULL;
    for (size_t at = 0; at < sizeof services / sizeof *services; at++) {
        if (strcmp(services[at][0], session.is_iris ? "%Service_CSP" : "%Service_WebGateway") == 0) continue;
        if (strcmp(services[at][0], key) == 0) return strcmp(property, "AutheEnabled") == 0 ? services[at][1] : initial;
    }
    return NULL;
}

static const char *store_path(void)
{
    return format_text("%s/mgr/practice-security.ini", session.directory);
}

static struct store *open_store(void)
{
    struct store *store = store_read(store_path());
    if (!store) raise_not_here(format_text("%s: %s, and a database that cannot be read", store_path(), strerror(errno)));
    return store;
}

static const char *save(const struct store *store)
{
    if (store_write(store, store_path()) == 0) return "1";
    return status_error(format_text("ERROR #5001: %s: %s", store_path(), strerror(errno)));
}

static int exists(const struct store *store, const char *class, const char *key)
{
    return store_find(store, class, key) || built_in(class, key, "");
}

static const char *missing(const struct call *call)
{
    const char *what = is_servers(call->class) ? "Server" : is_class(call->class, "SSLConfigs") ? "SSL configuration"
        : is_class(call->class, "Services") ? "Service" : "System record";
    return status_error(format_text("ERROR #5001: %s \"%s\" does not exist", what, argument_text(call, 0, "")));
}

static const char *value_of(const struct store *store, const char *class, const char *key, const char *property)
{
    const char *initial = built_in(class, key, property);
    const struct property *known = property_named(class, property);
    if (!initial && known) initial = known->initial;
    return store_get(store_find(store, class, key), property, initial ? initial : "");
}

/* Rules about several properties of an SSL configuration; NULL: all are kept. */
static const char *ssl_fault(const struct store *store, const char *key)
{
    const char *class = "Security.SSLConfigs";
    int is_server = *value_of(store, class, key, "Type") == '1', peer = atoi(value_of(store, class, key, "VerifyPeer"));
    int has_certificate = *value_of(store, class, key, "CertificateFile") != '\0';
    if (has_certificate != (*value_of(store, class, key, "PrivateKeyFile") != '\0'))
        return "CertificateFile and PrivateKeyFile must both be given, or neither";
    if (*value_of(store, class, key, "PrivateKeyPassword") && !has_certificate)
        return "PrivateKeyPassword needs PrivateKeyFile and CertificateFile";
    if (is_server ? peer == 2 : peer > 1) return "VerifyPeer is not one of the values for its Type";
    if (atoi(value_of(store, class, key, "TLSMinVersion")) > atoi(value_of(store, class, key, "TLSMaxVersion")))
        return "TLSMinVersion must not be greater than TLSMaxVersion";
    return NULL;
}

/* Takes the properties of the caller's array over. What is wrong with them; NULL: nothing. */
static const char *take_over(const struct call *call, struct record *record)
{
    const char *array = properties_of(call);
    const char *name = variable_order(key_below(array, ""), 1);
    for (; *name; name = variable_order(key_below(array, name), 1)) {
        const char *value = variable_get(key_below(array, name));
        const struct property *property = property_named(call->class, name);
        if (strcmp(name, "Name") == 0 || strcmp(name, "Port") == 0 || strcmp(name, "BindAddress") == 0) continue;
        if (!property) return format_text("ERROR #5001: %s has no property %s that this stand-in knows", call->class, name);
        const char *fault = property_fault(property, value ? value : "");
        if (fault) return format_text("ERROR #5001: %s: \"%s\" %s", name, value ? value : "", fault);
        store_set(record, name, value ? value : "");
    }
    return NULL;
}

static const char *change(const struct call *call, struct store *store, struct record *record)
{
    const char *fault = take_over(call, record);
    if (fault) return status_error(fault);
    const char *rule = is_class(call->class, "SSLConfigs") ? ssl_fault(store, key_of(call)) : NULL;
    return rule ? status_error(format_text("ERROR #5001: %s", rule)) : save(store);
}

const char *security_create(const struct call *call)
{
    struct store *store = open_store();
    const char *key = key_of(call), *name = argument_text(call, 0, "");
    double port = number_of(name);
    if (!*name || strlen(name) > 64) return status_error("ERROR #5001: the name must have 1 to 64 characters");
    if (strpbrk(name, "\r\n]")) return status_error("ERROR #5001: the name holds a character that it may not");
    if (is_servers(call->class) && (port < 100 || port > 65535)) return status_error("ERROR #5001: Port is out of range");
    if (exists(store, call->class, key)) return status_error(format_text("ERROR #5001: \"%s\" exists already", name));
    return change(call, store, store_add(store, call->class, key));
}

const char *security_modify(const struct call *call)
{
    struct store *store = open_store();
    const char *key = key_of(call);
    if (!exists(store, call->class, key)) return missing(call);
    struct record *record = store_find(store, call->class, key);
    return change(call, store, record ? record : store_add(store, call->class, key));
}

const char *security_delete(const struct call *call)
{
    struct store *store = open_store();
    struct record *record = store_find(store, call->class, key_of(call));
    if (!record) return missing(call);
    store_remove(store, record);
    return save(store);
}

const char *security_exists(const struct call *call)
{
    int found = exists(open_store(), call->class, key_of(call)), at = is_servers(call->class) ? 2 : 1;
    const char *object = found ? make_object(call->class, key_of(call)) : "";
    if (call->count > at && call->arguments[at].reference) variable_set(call->arguments[at].reference, object);
    if (call->count > at + 1 && call->arguments[at + 1].reference)
        variable_set(call->arguments[at + 1].reference, found ? "1" : missing(call));
    return found ? "1" : "0";
}

const char *security_get(const struct call *call)
{
    struct store *store = open_store();
    const char *array = properties_of(call), *key = key_of(call);
    if (!exists(store, call->class, key)) return missing(call);
    for (const struct property *one = NULL; (one = property_after(one, call->class));)
        variable_set(key_below(array, one->name), value_of(store, call->class, key, one->name));
    return "1";
}

const char *security_activate(const struct call *call)
{
    (void)call;
    return save(open_store());
}

const char *security_property(const char *class, const char *key, const char *property)
{
    if (is_class(class, "SSLConfigs") && strcmp(property, "Name") == 0) return key;
    if (!property_named(class, property))
        raise_error("<PROPERTY DOES NOT EXIST>", format_text("*%s,%s", property, class));
    return value_of(open_store(), class, key, property);
}

int knows_system_users(void)
{
    struct store *store = store_read(store_path());
    return !store || (atoi(value_of(store, "Security.Services", "%Service_Terminal", "AutheEnabled")) & 16);
}
