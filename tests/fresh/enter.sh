#!/bin/sh
# 在自己的挂载和进程空间里运行（见 bareroot.py）：这里挂载的，进程一结束就都没有了，外面从来看不见。
# 用法：enter.sh 根 要挂载的文件夹…
set -eu
root=$1
shift
mount --make-rprivate /
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount --rbind /sys "$root/sys"
for folder; do
  mkdir -p "$root$folder"
  mount -o bind,ro "$folder" "$root$folder"
done
exec chroot "$root" /usr/bin/env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin bash /inside.sh
