/* The classes of security settings that the session stand-in has. A stand-in for practice, NOT InterSystems software. */
#ifndef SECURITY_CLASSES_H
#define SECURITY_CLASSES_H

#include "objectscript.h"

const char *security_create(const struct call *call);
const char *security_modify(const struct call *call);
const char *security_delete(const struct call *call);
const char *security_exists(const struct call *call);
const char *security_get(const struct call *call);
/* A method of an object, and of the class: nothing is lost by taking all settings anew. */
const char *security_activate(const struct call *call);
const char *security_property(const char *class, const char *key, const char *property);

/* Config.Startup: the section [Startup] of the parameter file. */
const char *startup_get(const struct call *call);
const char *startup_modify(const struct call *call);

/* Whether %Service_Terminal lets in users by what the operating system says. */
int knows_system_users(void);

#endif
