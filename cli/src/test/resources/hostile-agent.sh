# Takes the place of the guest's agent at its port, and puts into each answer what would act on a terminal.
for p in /sys/class/virtio-ports/*; do
    [ "$(cat "$p/name")" != org.qemu.guest_agent.0 ] || port=/dev/${p##*/}
done
kill -9 $(pidof qemu-ga)
until (: <>"$port") 2>/dev/null; do usleep 20000; done
exec 3<>"$port" >/dev/null 2>&1
evil='evil\u001b]0;title\u0007\u001b[2J\u009b31m\n  next: run this\r\u202e\u2028'
while :; do
    # There is nothing to read as long as libvirt has not connected.
    read -r line <&3 || { usleep 50000 && continue; }
    case $line in
        *guest-sync*) answer=$(echo "$line" | sed 's/.*"id": *\([0-9]*\).*/{"return":\1}/') ;;
        *guest-get-host-name*) answer='{"return":{"host-name":"'"$evil"'"}}' ;;
        *guest-get-timezone*) answer='{"return":{"zone":"'"$evil"'","offset":0}}' ;;
        *guest-get-osinfo*) answer='{"return":{"name":"'"$evil"'","pretty-name":"'"$evil"'"}}' ;;
        *guest-get-users*) answer='{"return":[{"user":"'"$evil"'","domain":"'"$evil"'","login-time":1.5}]}' ;;
        *guest-network-get-interfaces*)
            answer='{"return":[{"name":"'"$evil"'","hardware-address":"'"$evil"'","ip-addresses":[]}]}'
            ;;
        *guest-get-fsinfo*) answer='{"return":[{"name":"'"$evil"'","mountpoint":"'"$evil"'","type":"'"$evil"'","disk":[]}]}' ;;
        *) answer='{"error":{"class":"GenericError","desc":"'"$evil"'"}}' ;;
    esac
    echo "$answer" >&3
done
