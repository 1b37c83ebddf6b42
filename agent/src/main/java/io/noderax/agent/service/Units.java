package io.noderax.agent.service;

import io.noderax.agent.holder.HolderAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The unit files, by name: the agent, the holder of its tasks, its root broker, and its updater. */
public final class Units {
    public static final String AGENT = "noderax-agent.service";

    /** The version of a holder's language is part of its units' name: one of an older version may still have tasks. */
    static final String HOLDER_PREFIX = "noderax-agent-holder-";

    private static final String HOLDER = HOLDER_PREFIX + HolderAddress.VERSION;
    private static final String BROKER = "noderax-agent-root";
    private static final String UPDATER = "noderax-agent-update";

    /** What may be at work with an update, in the order in which it can be stopped. */
    static final List<String> OF_UPDATES = List.of(UPDATER + ".path", UPDATER + ".service");

    /**
     * systemd cannot start a service in a control group that hands controllers down to groups with processes, and some may have been
     * left in the background. From 254 on it starts it in a subgroup; before, the controllers are taken back.
     */
    private static final String LET_GO =
            "-/bin/sh -c 'p=$$(sed -n s/^0:://p /proc/self/cgroup); g=/sys/fs/cgroup$${p%%/.control};"
                    + " case $$p in */noderax-agent-*.service/.control) [ -d $$g/noderax-systemd ] ||"
                    + " for f in $$(find $$g -depth -name cgroup.subtree_control); do"
                    + " for c in $$(cat $$f); do echo -$$c >$$f; done; done;; esac'";

    private static final String AGENT_UNIT = """
            [Unit]
            Description=Noderax agent
            Wants=network-online.target @HOLDER@.socket @BROKER@.socket
            After=network-online.target @HOLDER@.socket @BROKER@.socket
            StartLimitIntervalSec=0

            [Service]
            Type=notify
            ExecStart=/opt/noderax-agent/noderax-agent run
            User=noderax
            Group=noderax
            WorkingDirectory=/var/lib/noderax-agent
            Environment=NODERAX_CONFIG_FILE=/etc/noderax-agent/config.json
            Environment=NODERAX_HOLDER_FOLDER=/run/noderax-agent
            EnvironmentFile=-/etc/noderax-agent/environment
            Restart=always
            RestartSec=3
            RestartPreventExitStatus=6
            TimeoutStartSec=120
            TimeoutStopSec=60
            WatchdogSec=180
            LimitCORE=0
            KillMode=mixed
            OOMPolicy=continue
            MemoryMax=512M
            TasksMax=512
            NoNewPrivileges=yes
            CapabilityBoundingSet=
            ProtectSystem=strict
            ReadWritePaths=/var/lib/noderax-agent -/tmp -/var/tmp
            ProtectKernelModules=yes
            ProtectClock=yes
            RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
            RestrictNamespaces=yes
            RestrictRealtime=yes
            RestrictSUIDSGID=yes
            LockPersonality=yes
            SystemCallArchitectures=native

            [Install]
            WantedBy=multi-user.target
            """;

    private static final String HOLDER_SOCKET = """
            [Unit]
            Description=Holder of the noderax agent's tasks, the socket

            [Socket]
            ListenStream=/run/noderax-agent/holder-@VERSION@.sock
            SocketUser=noderax
            SocketMode=0600

            [Install]
            WantedBy=sockets.target
            """;

    private static final String HOLDER_UNIT = """
            [Unit]
            Description=Holder of the noderax agent's tasks
            Requires=@HOLDER@.socket
            StartLimitIntervalSec=0

            [Service]
            ExecStart=/opt/noderax-agent/noderax-agent task-holder
            User=noderax
            Group=noderax
            WorkingDirectory=/
            Environment=NODERAX_CONFIG_FILE=/etc/noderax-agent/config.json
            StandardInput=socket
            StandardOutput=journal
            StandardError=journal
            Delegate=yes
            DelegateSubgroup=noderax-systemd
            ExecStopPost=@LET_GO@
            KillMode=process
            TimeoutStopSec=30
            OOMPolicy=continue
            TasksMax=infinity
            """;

    private static final String BROKER_SOCKET = """
            [Unit]
            Description=Root broker of the noderax agent, the socket

            [Socket]
            ListenStream=/run/noderax-agent/root.sock
            SocketUser=noderax
            SocketMode=0600

            [Install]
            WantedBy=sockets.target
            """;

    private static final String BROKER_UNIT = """
            [Unit]
            Description=Root broker of the noderax agent
            Requires=@BROKER@.socket
            StartLimitIntervalSec=0

            [Service]
            ExecStart=/opt/noderax-agent/noderax-agent root-broker --user noderax
            Delegate=yes
            DelegateSubgroup=noderax-systemd
            ExecStopPost=@LET_GO@
            KillMode=process
            TimeoutStopSec=30
            OOMPolicy=continue
            TasksMax=infinity
            """;

    private static final String UPDATER_SOCKET = """
            [Unit]
            Description=Updater of the noderax agent, the socket

            [Socket]
            ListenStream=/run/noderax-agent/update.sock
            SocketUser=noderax
            SocketMode=0600

            [Install]
            WantedBy=sockets.target
            """;

    /** An update that was not over when the machine went down, or the updater was killed. */
    private static final String UPDATER_PATH = """
            [Unit]
            Description=Update of the noderax agent that is not over

            [Path]
            PathExists=/var/lib/noderax-agent-update/pending.json

            [Install]
            WantedBy=multi-user.target
            """;

    /** It runs from the version that has proven itself, so that one which cannot even start is still undone. */
    private static final String UPDATER_UNIT = """
            [Unit]
            Description=Updater of the noderax agent
            Requires=@UPDATER@.socket
            StartLimitIntervalSec=0

            [Service]
            ExecStart=/bin/sh -c 'p=/opt/noderax-agent/proven; [ -x $$p/noderax-agent ] || p=/opt/noderax-agent/current; exec $$p/noderax-agent updater'
            WorkingDirectory=/
            Environment=NODERAX_CONFIG_FILE=/etc/noderax-agent/config.json
            EnvironmentFile=-/etc/noderax-agent/environment
            Restart=on-failure
            RestartSec=5
            """;

    private Units() {}

    /** Every unit's text, by its file's name. */
    static Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(BROKER + ".socket", filled(BROKER_SOCKET));
        files.put(BROKER + ".service", filled(BROKER_UNIT));
        files.put(HOLDER + ".socket", filled(HOLDER_SOCKET));
        files.put(HOLDER + ".service", filled(HOLDER_UNIT));
        files.put(UPDATER + ".socket", filled(UPDATER_SOCKET));
        files.put(UPDATER + ".path", filled(UPDATER_PATH));
        files.put(UPDATER + ".service", filled(UPDATER_UNIT));
        files.put(AGENT, filled(AGENT_UNIT));
        return files;
    }

    /** Those that start with the machine. */
    static List<String> enabled() {
        return List.of(BROKER + ".socket", HOLDER + ".socket", UPDATER + ".socket", UPDATER + ".path", AGENT);
    }

    /** Whether a file of that name is ours, of this version or of an earlier one. */
    static boolean isOurs(String file) {
        return files().containsKey(file) || file.startsWith(HOLDER_PREFIX);
    }

    private static String filled(String text) {
        return text.replace("@HOLDER@", HOLDER)
                .replace("@BROKER@", BROKER)
                .replace("@UPDATER@", UPDATER)
                .replace("@LET_GO@", LET_GO)
                .replace("@VERSION@", Integer.toString(HolderAddress.VERSION));
    }
}
