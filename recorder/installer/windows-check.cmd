@echo off
rem Installs the recorder on this computer, tries it to its removal, and writes one report: docs/windows-check.md.
rem Run it as an administrator, as the user who is recorded:
rem   windows-check.cmd RECORDER.msi https://portal.example TOKEN [--newer NEWER.msi] [--unattended]
setlocal
if "%~3"=="" (
  echo windows-check.cmd RECORDER.msi https://portal.example TOKEN [--newer NEWER.msi] [--unattended]
  exit /b 2
)
set CORE=%ProgramFiles%\WorkCompanion Recorder\resources\core
set CHECK=%TEMP%\workcompanion-check
start "" /wait msiexec /i "%~f1" /qn /norestart "SERVER_URL=%~2" "ENROLL_TOKEN=%~3"
if not exist "%CORE%\windows-check.mjs" (
  echo The installation failed.
  exit /b 1
)
if exist "%CHECK%" rd /s /q "%CHECK%"
"%CORE%\workcompanion-core.exe" -e "fs.cpSync(process.argv[1], process.argv[2], { recursive: true })" "%CORE%" "%CHECK%"
rem A name of its own: upgrade and removal end all that is called as the recorder is.
ren "%CHECK%\workcompanion-core.exe" windows-check.exe
"%CHECK%\windows-check.exe" "%CHECK%\windows-check.mjs" --report "%CD%\windows-check.html" --msi "%~f1" %4 %5 %6
exit /b %ERRORLEVEL%
