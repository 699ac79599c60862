/* What all files of the updater share: which Windows, and how long things may be. */
#ifndef BASE_H
#define BASE_H

#define _WIN32_WINNT 0x0601
#include <windows.h>
#include <wchar.h>

#define SERVICE_NAME L"WorkCompanionUpdater"
/* Exists only while an update is installed: see update-installer.c. */
#define UPDATE_INSTALLER_NAME L"WorkCompanionUpdateCarrier"
#define PRODUCT_NAME L"WorkCompanion Recorder"
/* As in electron-builder.cjs. */
#define UPGRADE_CODE L"{B4B7B1B2-6D0F-4E7C-9B6B-0F0B5C3E7A41}"
#define POLICY_KEY L"Software\\Policies\\WorkCompanion\\Recorder"

#define PATH_CHARACTERS 1024
#define CODE_CHARACTERS 32

#endif
