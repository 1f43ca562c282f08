#!/bin/bash
# 在裸机里：照 README 做一遍。先 make serve，能打开网页就停下；再 make test。
set -euo pipefail
. /environment.sh
cd /root
git clone --quiet /project.bundle qinglian
cd qinglian

answers() {
  python3 - "$1" <<'PYTHON'
import sys, urllib.request
with urllib.request.urlopen(sys.argv[1], timeout=60) as page:
    sys.exit("<html" not in page.read().decode())
PYTHON
}

echo '» make serve'
setsid make serve > /root/serve.log 2>&1 &
server=$!
until grep -q '» 生成好了' /root/serve.log; do
  kill -0 "$server" 2>/dev/null || { cat /root/serve.log; echo '» make serve 没有生成网站就结束了'; exit 1; }
  sleep 1
done
cat /root/serve.log
answers "$(grep -om1 'http://[0-9.:]*/' /root/serve.log)"
echo '» make serve：网页打得开'
kill -- "-$server"
wait "$server" || true

echo '» make test'
make test
