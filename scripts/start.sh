#!/bin/sh
# 双击或在终端运行：生成网站并用浏览器打开；填好的Word文件放进 inbox 文件夹就能收入。旁边有 wheels 文件夹的，首次运行从其中安装，不用联网。
cd "$(dirname "$0")/.." || exit 1
mkdir -p inbox
if [ -d wheels ]; then set -- --wheels wheels serve --open "$@"; else set -- serve --open "$@"; fi
python3 scripts/kb.py "$@" && exit
code=$?
if [ -t 0 ]; then
    printf '没有运行起来，原因见上。按回车键关闭。'
    read -r _
fi
exit "$code"
