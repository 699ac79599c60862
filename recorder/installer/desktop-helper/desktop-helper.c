/*
 * Answers each line on standard input with a line of JSON: whether the session is locked or cut off,
 * whether the desktop that takes input is the person's own, whether the network costs by the byte, the
 * monitors as desktop duplication numbers them, the windows that can be seen and which one takes the
 * input, and whether small pictures of windows are shown. The recorder asks several times a second, so it stays. Ends with its
 * input. With two arguments, "event" and a level, it writes its input into Windows' log of events.
 */
#define _WIN32_WINNT 0x0A00
#define COBJMACROS
#include "event-log.h"
#include "outputs.h"
#include "session.h"
#include <initguid.h>
#include <netlistmgr.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>
#include <windows.h>

#define MOST_CHARACTERS 512
#define DWM_CLOAKED 14
#define ASK_NETWORK_EVERY_MS 10000

typedef HRESULT(WINAPI *GetWindowAttribute)(HWND, DWORD, PVOID, DWORD);
typedef BOOL(WINAPI *SetDpiContext)(HANDLE);

static GetWindowAttribute get_window_attribute;
static int count;
static BOOL shows_thumbnail;
/* The window that takes the person's input; asked once for each answer. */
static HWND front;

static const char *word(BOOL yes) { return yes ? "true" : "false"; }

static void print_json(const wchar_t *text) {
  char utf8[MOST_CHARACTERS * 4];
  int bytes = WideCharToMultiByte(CP_UTF8, 0, text, -1, utf8, sizeof utf8, NULL, NULL);
  putchar('"');
  for (int i = 0; i + 1 < bytes; i++) {
    unsigned char c = (unsigned char)utf8[i];
    if (c == '"' || c == '\\') putchar('\\');
    if (c < 0x20) printf("\\u%04x", c);
    else putchar(c);
  }
  putchar('"');
}

/* Windows of sleeping store apps, and of other virtual desktops, count as visible and are not. */
static BOOL is_cloaked(HWND window) {
  DWORD cloaked = 0;
  if (get_window_attribute == NULL) return FALSE;
  if (get_window_attribute(window, DWM_CLOAKED, &cloaked, sizeof cloaked) != S_OK) return FALSE;
  return cloaked != 0;
}

static BOOL is_class(HWND window, const wchar_t *name) {
  wchar_t class_name[MOST_CHARACTERS];
  return GetClassNameW(window, class_name, MOST_CHARACTERS) > 0 && wcscmp(class_name, name) == 0;
}

/* Alt+Tab and Task View take the foreground: Windows 11, 10, and before. */
static BOOL shows_switcher(void) {
  return front != NULL && (is_class(front, L"XamlExplorerHostIslandWindow") ||
                           is_class(front, L"MultitaskingViewFrame") || is_class(front, L"TaskSwitcherWnd"));
}

/* Whether the network costs by the byte, as Windows says; asked now and then. */
static BOOL is_metered(void) {
  static BOOL metered;
  static ULONGLONG asked;
  INetworkCostManager *manager = NULL;
  DWORD cost = 0;
  if (asked != 0 && GetTickCount64() - asked < ASK_NETWORK_EVERY_MS) return metered;
  asked = GetTickCount64();
  metered = FALSE;
  if (FAILED(CoCreateInstance(&CLSID_NetworkListManager, NULL, CLSCTX_ALL, &IID_INetworkCostManager,
                              (void **)&manager))) return FALSE;
  if (SUCCEEDED(INetworkCostManager_GetCost(manager, &cost, NULL))) {
    metered = (cost & (NLM_CONNECTION_COST_FIXED | NLM_CONNECTION_COST_VARIABLE)) != 0;
  }
  INetworkCostManager_Release(manager);
  return metered;
}

static void print_program(HWND window) {
  wchar_t path[MOST_CHARACTERS];
  DWORD length = MOST_CHARACTERS;
  DWORD id = 0;
  GetWindowThreadProcessId(window, &id);
  HANDLE process = OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, id);
  BOOL known = process != NULL && QueryFullProcessImageNameW(process, 0, path, &length);
  if (process != NULL) CloseHandle(process);
  if (!known) {
    printf("null");
    return;
  }
  wchar_t *name = wcsrchr(path, L'\\');
  print_json(name == NULL ? path : name + 1);
}

static BOOL CALLBACK print_window(HWND window, LPARAM unused) {
  RECT place;
  wchar_t title[MOST_CHARACTERS];
  (void)unused;
  if (!IsWindowVisible(window) || IsIconic(window) || is_cloaked(window)) return TRUE;
  if (!GetWindowRect(window, &place)) return TRUE;
  if (place.right <= place.left || place.bottom <= place.top) return TRUE;
  if (is_class(window, L"TaskListThumbnailWnd")) shows_thumbnail = TRUE;
  title[0] = 0;
  GetWindowTextW(window, title, MOST_CHARACTERS);
  printf(count++ == 0 ? "{\"program\":" : ",{\"program\":");
  print_program(window);
  printf(",\"title\":");
  print_json(title);
  printf(",\"x\":%ld,\"y\":%ld,\"width\":%ld,\"height\":%ld,\"front\":%s}", place.left, place.top,
         place.right - place.left, place.bottom - place.top, word(window == front));
  return TRUE;
}

/* A desktop that we may not even open is the system's: UAC, Ctrl+Alt+Del, the lock screen. */
static BOOL is_secure(void) {
  wchar_t name[MOST_CHARACTERS];
  HDESK desktop = OpenInputDesktop(0, FALSE, DESKTOP_READOBJECTS);
  if (desktop == NULL) return TRUE;
  BOOL read = GetUserObjectInformationW(desktop, UOI_NAME, name, sizeof name, NULL);
  CloseDesktop(desktop);
  return !read || _wcsicmp(name, L"Default") != 0;
}

/* Places in pixels, as they are captured, whatever the scale of a display. */
static void use_pixels(void) {
  HMODULE user = GetModuleHandleW(L"user32.dll");
  SetDpiContext set = (SetDpiContext)(void *)GetProcAddress(user, "SetProcessDpiAwarenessContext");
  if (set == NULL || !set((HANDLE)-4)) SetProcessDPIAware();
}

int main(int argc, char **argv) {
  char line[64];
  if (argc == 3 && strcmp(argv[1], "event") == 0) return write_event(argv[2]);
  HMODULE dwm = LoadLibraryW(L"dwmapi.dll");
  if (dwm != NULL) {
    get_window_attribute = (GetWindowAttribute)(void *)GetProcAddress(dwm, "DwmGetWindowAttribute");
  }
  use_pixels();
  CoInitializeEx(NULL, COINIT_MULTITHREADED);
  while (fgets(line, sizeof line, stdin) != NULL) {
    BOOL away = is_away();
    /* The lock screen is a desktop of the system's too, and says less. */
    printf("{\"away\":%s,\"secure\":%s,\"metered\":%s,\"outputs\":", word(away),
           word(!away && is_secure()), word(is_metered()));
    print_outputs();
    printf(",\"windows\":[");
    count = 0;
    shows_thumbnail = FALSE;
    front = GetForegroundWindow();
    BOOL whole = EnumWindows(print_window, 0);
    printf("],\"previews\":%s,\"whole\":%s}\n", word(shows_thumbnail || shows_switcher()),
           word(whole));
    fflush(stdout);
  }
  return 0;
}
