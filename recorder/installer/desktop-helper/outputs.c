#define _WIN32_WINNT 0x0A00
#define COBJMACROS
#include <initguid.h>
#include <windows.h>
#include <dxgi.h>
#include "outputs.h"
#include <stdio.h>

typedef HRESULT(WINAPI *CreateFactory)(REFIID, void **);

/* It knows what there was when it was made, and whether that is still so. */
static IDXGIFactory1 *current_factory(void) {
  static CreateFactory create;
  static IDXGIFactory1 *factory;
  if (create == NULL) {
    HMODULE dxgi = LoadLibraryExW(L"dxgi.dll", NULL, LOAD_LIBRARY_SEARCH_SYSTEM32);
    if (dxgi != NULL) create = (CreateFactory)(void *)GetProcAddress(dxgi, "CreateDXGIFactory1");
  }
  if (factory != NULL && !IDXGIFactory1_IsCurrent(factory)) {
    IDXGIFactory1_Release(factory);
    factory = NULL;
  }
  if (factory == NULL && create != NULL && FAILED(create(&IID_IDXGIFactory1, (void **)&factory))) {
    factory = NULL;
  }
  return factory;
}

static void print_output(const DXGI_OUTPUT_DESC *is) {
  const RECT *place = &is->DesktopCoordinates;
  BOOL upright = is->Rotation == DXGI_MODE_ROTATION_IDENTITY ||
                 is->Rotation == DXGI_MODE_ROTATION_UNSPECIFIED;
  printf("{\"x\":%ld,\"y\":%ld,\"width\":%ld,\"height\":%ld,\"upright\":%s}", place->left, place->top,
         place->right - place->left, place->bottom - place->top, upright ? "true" : "false");
}

void print_outputs(void) {
  IDXGIFactory1 *factory = current_factory();
  IDXGIAdapter1 *adapter = NULL;
  IDXGIOutput *output = NULL;
  putchar('[');
  if (factory != NULL && SUCCEEDED(IDXGIFactory1_EnumAdapters1(factory, 0, &adapter))) {
    for (UINT i = 0; SUCCEEDED(IDXGIAdapter1_EnumOutputs(adapter, i, &output)); i++) {
      DXGI_OUTPUT_DESC is = {0};
      IDXGIOutput_GetDesc(output, &is);
      IDXGIOutput_Release(output);
      if (i > 0) putchar(',');
      print_output(&is);
    }
    IDXGIAdapter1_Release(adapter);
  }
  putchar(']');
}
