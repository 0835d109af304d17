/* Which classes and methods the session stand-in has. A stand-in for practice, NOT InterSystems software. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "objectscript.h"
#include "security_classes.h"

/* A status that is an error begins with 0, so that it counts as false. */
const char *status_error(const char *text)
{
    return format_text("0 %s", text);
}

const char *status_text(const char *status)
{
    return number_of(status) != 0 ? "" : status[0] == '0' && status[1] == ' ' ? status + 2 : status;
}

const char *argument_text(const struct call *call, int at, const char *fallback)
{
    return at < call->count && call->arguments[at].value ? call->arguments[at].value : fallback;
}

/* Objects are numbered for as long as the session lasts: "1@Security.SSLConfigs". */
static const char *objects[64][2];
static int object_count;

static int object_at(const char *object)
{
    int at = atoi(object) - 1;
    const char *sign = strchr(object, '@');
    return sign && at >= 0 && at < object_count && strcmp(sign + 1, objects[at][0]) == 0 ? at : -1;
}

const char *make_object(const char *class, const char *key)
{
    if (object_count == 64) raise_error("<STORE>", "");
    objects[object_count][0] = class;
    objects[object_count][1] = key;
    return format_text("%d@%s", ++object_count, class);
}

const char *object_class(const char *object)
{
    int at = object_at(object);
    return at < 0 ? NULL : objects[at][0];
}

const char *object_key(const char *object)
{
    return objects[object_at(object)][1];
}

const char *object_property(const char *object, const char *property)
{
    return security_property(object_class(object), object_key(object), property);
}

static const char *status_is_ok(const struct call *call)
{
    return number_of(argument_text(call, 0, "")) != 0 ? "1" : "0";
}

static const char *status_is_error(const struct call *call)
{
    return number_of(argument_text(call, 0, "")) != 0 ? "0" : "1";
}

static const char *status_error_text(const struct call *call)
{
    return status_text(argument_text(call, 0, ""));
}

static const char *status_display(const struct call *call)
{
    const char *text = status_error_text(call);
    if (*text) put_text(format_text("\n%s", text));
    return "1";
}

static const char *status_ok(const struct call *call)
{
    (void)call;
    return "1";
}

/* Of this very process, when no other is named. */
static const char *terminate(const struct call *call)
{
    if (*argument_text(call, 0, "")) raise_not_here("Terminate of another process");
    fflush(stdout);
    exit((int)number_of(argument_text(call, 1, "0")));
}

static int is_class(const char *class);

static const char *class_exists(const struct call *call)
{
    return is_class(argument_text(call, 0, "")) ? "1" : "0";
}

/* A method without a function is one that the product has and the stand-in has not. */
static const struct {
    const char *class, *method;
    const char *(*run)(const struct call *call);
} methods[] = {
    {"Security.SSLConfigs", "Create", security_create},
    {"Security.SSLConfigs", "Modify", security_modify},
    {"Security.SSLConfigs", "Delete", security_delete},
    {"Security.SSLConfigs", "Exists", security_exists},
    {"Security.SSLConfigs", "Get", security_get},
    {"Security.SSLConfigs", "Activate", security_activate},
    {"Security.SSLConfigs", "ActivateAll", security_activate},
    {"Security.SSLConfigs", "TestConnection", NULL},
    {"Security.SSLConfigs", "Export", NULL},
    {"Security.SSLConfigs", "Import", NULL},
    {"Security.System", "Get", security_get},
    {"Security.System", "Modify", security_modify},
    {"Security.System", "Exists", security_exists},
    {"Security.Servers", "Create", security_create},
    {"Security.Servers", "Modify", security_modify},
    {"Security.Servers", "Delete", security_delete},
    {"Security.Servers", "Exists", security_exists},
    {"Security.Servers", "Get", security_get},
    {"Security.Servers", "Export", NULL},
    {"Security.Servers", "Import", NULL},
    {"Security.Services", "Get", security_get},
    {"Security.Services", "Modify", security_modify},
    {"Security.Services", "Exists", security_exists},
    {"Config.Startup", "Get", startup_get},
    {"Config.Startup", "Modify", startup_modify},
    {"Config.Startup", "Open", NULL},
    {"%Dictionary.CompiledClass", "%ExistsId", class_exists},
    {"%SYSTEM.Status", "IsOK", status_is_ok},
    {"%SYSTEM.Status", "IsError", status_is_error},
    {"%SYSTEM.Status", "GetErrorText", status_error_text},
    {"%SYSTEM.Status", "DisplayError", status_display},
    {"%SYSTEM.Status", "OK", status_ok},
    {"%SYSTEM.OBJ", "DisplayError", status_display},
    {"%SYSTEM.Process", "Terminate", terminate},
};

/* Classes without "%" live in %SYS only; Security.Servers came late. */
static int is_class(const char *class)
{
    if (strcmp(class, "Security.Servers") == 0 && !session.has_servers) return 0;
    if (class[0] != '%' && strcmp(session.namespace, "%SYS") != 0) return 0;
    for (size_t at = 0; at < sizeof methods / sizeof *methods; at++)
        if (strcmp(methods[at].class, class) == 0) return 1;
    return 0;
}

const char *call_method(const struct call *given)
{
    struct call call = *given;
    /* "$system" takes its part in any case. */
    for (size_t at = 0; at < sizeof methods / sizeof *methods; at++)
        if (strncmp(call.class, "%SYSTEM.", 8) == 0 && strcasecmp(call.class, methods[at].class) == 0)
            call.class = methods[at].class;
    if (!is_class(call.class)) raise_error("<CLASS DOES NOT EXIST>", format_text("*%s", call.class));
    for (size_t at = 0; at < sizeof methods / sizeof *methods; at++) {
        if (strcmp(methods[at].class, call.class) != 0 || strcmp(methods[at].method, call.method) != 0) continue;
        if (!methods[at].run) raise_not_here(format_text("%s.%s", call.class, call.method));
        return methods[at].run(&call);
    }
    raise_error("<METHOD DOES NOT EXIST>", format_text("*%s,%s", call.method, call.class));
}
