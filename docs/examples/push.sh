#!/usr/bin/env bash
# A gateway in curl: sends a reading and sends it again, as long as ingest asks for it. What ingest refuses for good is
# shown. VIGIL_URL is ingest's address, VIGIL_TOKEN the gateway's credential, where one is asked for.
set -euo pipefail

url=${VIGIL_URL:-http://127.0.0.1:8081}
reading='{"deviceId": "cuff-7421", "id": "cuff-7421-000183", "takenAt": "2026-11-22T10:41:03Z",
  "measurements": [{"vital": "systolic-bp", "value": 128, "unit": "mm[Hg]"},
                   {"vital": "diastolic-bp", "value": 82, "unit": "mm[Hg]"}]}'

answer=$(mktemp)
trap 'rm -f "$answer"' EXIT
while true; do
  status=$(curl -sS -o "$answer" -w '%{http_code}' "$url/v1/readings" \
    ${VIGIL_TOKEN:+-H "Authorization: Bearer $VIGIL_TOKEN"} -H 'Content-Type: application/json' \
    -H 'Accept-Language: en' -H "Vigil-Sent-At: $(date -u +%Y-%m-%dT%H:%M:%SZ)" -d "$reading") || status=000
  case $status in
    202) cat "$answer"; exit 0 ;;            # stored; 'rejected' and 'advice' are worth reading
    000 | 429 | 5??) sleep 2 ;;              # the same again, with the same id: it counts once
    *) cat "$answer" >&2; exit 1 ;;          # final: correct it
  esac
done
