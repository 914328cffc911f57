@echo off
rem 没有在 Windows 上运行过。双击：生成网站并用浏览器打开；填好的Word文件放进 inbox 文件夹就能收入；旁边有 wheels 文件夹的，首次运行从其中安装，不用联网。
chcp 65001 >nul
cd /d "%~dp0.."
if not exist inbox mkdir inbox
set WHEELS=
if exist wheels\ set WHEELS=--wheels wheels
where py >nul 2>nul
if errorlevel 1 (python scripts\kb.py %WHEELS% serve --open) else (py -3 scripts\kb.py %WHEELS% serve --open)
if errorlevel 1 (
  echo 没有运行起来，原因见上。没有安装 Python 的，先安装 3.11 或更新的版本。
  pause
)
