/*
 * Stands in for Electron where its Windows build can't be had: says how it was started, beside itself,
 * and starts and watches over the recorder as the shell does, by what stand-in/window.ts takes of it.
 */
#include <stdio.h>
#include <string.h>
#include <windows.h>

/* Where electron-builder sets Electron's fuses: the sentinel, version 1, so many switches. */
__attribute__((used)) volatile char fuses[] =
    "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01\x09"
    "000000000";

static int run(char *command) {
  STARTUPINFOA startup = {.cb = sizeof startup};
  PROCESS_INFORMATION process;
  DWORD code = 1;
  if (!CreateProcessA(NULL, command, NULL, NULL, FALSE, CREATE_NO_WINDOW, NULL, NULL, &startup,
                      &process)) {
    return 3;
  }
  WaitForSingleObject(process.hProcess, INFINITE);
  GetExitCodeProcess(process.hProcess, &code);
  return (int)code;
}

int main(int argc, char **argv) {
  char path[MAX_PATH];
  char folder[MAX_PATH];
  char note[MAX_PATH + 16];
  char command[8 * MAX_PATH];
  GetModuleFileNameA(NULL, path, MAX_PATH);
  snprintf(note, sizeof note, "%s.ran.txt", path);
  FILE *file = fopen(note, "w");
  if (!file) return 2;
  for (int index = 0; index < argc; index++) fprintf(file, "%s\n", argv[index]);
  fclose(file);
  strcpy(folder, path);
  strrchr(folder, '\\')[0] = 0;
  snprintf(command, sizeof command,
           "\"%s\\resources\\core\\workcompanion-core.exe\" \"%s\\resources\\window.mjs\" \"%s\"",
           folder, folder, path);
  for (int index = 1; index < argc; index++) {
    strncat(command, " ", sizeof command - strlen(command) - 1);
    strncat(command, argv[index], sizeof command - strlen(command) - 1);
  }
  return run(command);
}
