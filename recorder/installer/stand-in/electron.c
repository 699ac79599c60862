/* Stands in for Electron where its Windows build can't be had: says how it was started, beside itself. */
#include <stdio.h>
#include <string.h>
#include <windows.h>

/* Where electron-builder sets Electron's fuses: the sentinel, version 1, so many switches. */
__attribute__((used)) volatile char fuses[] =
    "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01\x09"
    "000000000";

int main(int argc, char **argv) {
  char path[MAX_PATH];
  GetModuleFileNameA(NULL, path, MAX_PATH);
  strcat(path, ".ran.txt");
  FILE *file = fopen(path, "w");
  if (!file) return 2;
  for (int index = 0; index < argc; index++) fprintf(file, "%s\n", argv[index]);
  fclose(file);
  return 0;
}
