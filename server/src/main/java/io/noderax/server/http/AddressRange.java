package io.noderax.server.http;

import java.net.InetAddress;

/** An address, or all that share its first bits. */
record AddressRange(InetAddress start, int bits) {
    /** @throws IllegalArgumentException saying what it must be */
    static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        try {
            InetAddress start = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            int most = start.getAddress().length * Byte.SIZE;
            int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
            if (bits < 0 || bits > most) {
                throw new IllegalArgumentException("more bits than an address has");
            }
            return new AddressRange(start, bits);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "must hold addresses or ranges such as 10.0.0.0/8, separated by commas, and \"" + text
                            + "\" is neither",
                    e);
        }
    }

    boolean holds(InetAddress address) {
        byte[] ours = start.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (ours[i] != theirs[i]) {
                return false;
            }
        }
        int rest = Byte.SIZE - bits % Byte.SIZE;
        return rest == Byte.SIZE || (ours[whole] & 0xff) >> rest == (theirs[whole] & 0xff) >> rest;
    }
}
