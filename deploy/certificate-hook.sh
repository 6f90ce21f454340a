#!/bin/sh
# certbot's deploy hook: gives Kamailio and coturn, which don't run as root, their copies of a new certificate, and has the servers
# that run read it. No call and no connection ends by it. certbot says in RENEWED_LINEAGE where the certificate is.
set -eu
umask 077

# copy FOLDER GROUP: both files for one server; each is whole or the old one, whenever it is read.
copy() {
  install -d -m 750 -o root -g "$2" "$1"
  for file in privkey.pem fullchain.pem; do
    install -m 640 -o root -g "$2" "$RENEWED_LINEAGE/$file" "$1/.$file.new"
    mv "$1/.$file.new" "$1/$file"
  done
}

runs() { systemctl is-active --quiet "$1"; }

: "${RENEWED_LINEAGE:?certbot sets it: the folder with fullchain.pem and privkey.pem}"
copy /etc/kamailio/certificate kamailio
copy /etc/coturn/certificate turnserver
if runs nginx; then systemctl reload nginx; fi
if runs coturn; then systemctl kill --signal=SIGUSR2 coturn; fi
if runs kamailio; then
  said=$(kamcmd tls.reload) || true
  # kamcmd ends with 0 whatever it was told
  case $said in Ok*) ;; *) echo "Kamailio keeps its old certificate: $said" >&2; exit 1 ;; esac
fi
