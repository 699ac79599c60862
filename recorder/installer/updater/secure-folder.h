#ifndef SECURE_FOLDER_H
#define SECURE_FOLDER_H
#include "base.h"

/*
 * A folder with exactly the rights of `sddl`. One that somebody else has made - everybody may make
 * folders in %ProgramData% - is moved aside: its maker could change it under our hands.
 */
BOOL secure_folder(const wchar_t *path, const wchar_t *sddl);

#endif
