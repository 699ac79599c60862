#include "product.h"
#include <msi.h>
#include <msiquery.h>

#define GUID_CHARACTERS 39
#define VALUE_CHARACTERS 256

static BOOL newest(version *out, wchar_t product[GUID_CHARACTERS]) {
  wchar_t code[GUID_CHARACTERS];
  wchar_t text[VALUE_CHARACTERS];
  version found;
  BOOL any = FALSE;
  for (DWORD i = 0; MsiEnumRelatedProductsW(UPGRADE_CODE, 0, i, code) == ERROR_SUCCESS; i++) {
    DWORD length = VALUE_CHARACTERS;
    if (MsiGetProductInfoW(code, INSTALLPROPERTY_VERSIONSTRING, text, &length) != ERROR_SUCCESS ||
        !parse_long_version(text, &found) || (any && compare_versions(&found, out) <= 0)) {
      continue;
    }
    *out = found;
    wcscpy(product, code);
    any = TRUE;
  }
  return any;
}

BOOL installed_version(version *out) {
  wchar_t product[GUID_CHARACTERS];
  return newest(out, product);
}

BOOL installed_package(wchar_t out[PATH_CHARACTERS]) {
  wchar_t product[GUID_CHARACTERS];
  version found;
  DWORD length = PATH_CHARACTERS;
  return newest(&found, product) && MsiGetProductInfoW(product, INSTALLPROPERTY_LOCALPACKAGE, out,
                                                       &length) == ERROR_SUCCESS;
}

static BOOL read_property(MSIHANDLE database, const wchar_t *name,
                          wchar_t out[VALUE_CHARACTERS]) {
  wchar_t query[VALUE_CHARACTERS];
  MSIHANDLE view = 0;
  MSIHANDLE row = 0;
  DWORD length = VALUE_CHARACTERS;
  swprintf(query, VALUE_CHARACTERS, L"SELECT `Value` FROM `Property` WHERE `Property` = '%ls'",
           name);
  BOOL good = MsiDatabaseOpenViewW(database, query, &view) == ERROR_SUCCESS &&
              MsiViewExecute(view, 0) == ERROR_SUCCESS &&
              MsiViewFetch(view, &row) == ERROR_SUCCESS &&
              MsiRecordGetStringW(row, 1, out, &length) == ERROR_SUCCESS;
  if (row != 0) MsiCloseHandle(row);
  if (view != 0) MsiCloseHandle(view);
  return good;
}

BOOL is_our_package(const wchar_t *path, version *out) {
  MSIHANDLE database = 0;
  wchar_t value[VALUE_CHARACTERS];
  if (MsiOpenDatabaseW(path, MSIDBOPEN_READONLY, &database) != ERROR_SUCCESS) return FALSE;
  BOOL ours = read_property(database, L"UpgradeCode", value) &&
              _wcsicmp(value, UPGRADE_CODE) == 0 &&
              read_property(database, L"ProductName", value) && wcscmp(value, PRODUCT_NAME) == 0 &&
              read_property(database, L"ProductVersion", value) && parse_long_version(value, out);
  MsiCloseHandle(database);
  return ours;
}
