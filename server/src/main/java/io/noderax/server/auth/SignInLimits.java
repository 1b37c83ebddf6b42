package io.noderax.server.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.noderax.server.http.Callers;
import io.noderax.server.limits.Addresses;
import io.noderax.server.limits.Allowance;
import io.noderax.server.limits.Limits;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * How often passwords may be tried: from one address, for one account from one address, and for one account from everywhere.
 * Only failures count. The last is not asked of an address from which the account has signed in before, so that strangers who
 * guess cannot keep its owner out. An account that does not exist is counted alike.
 */
@Singleton
class SignInLimits {
    private static final Allowance FROM_ADDRESS = new Allowance("failed sign-ins from this address", 30, 30);
    private static final Allowance FOR_ACCOUNT_FROM_ADDRESS =
            new Allowance("failed sign-ins to this account from this address", 10, 10);
    private static final Allowance FOR_ACCOUNT = new Allowance("failed sign-ins to this account", 50, 10);
    private static final int MOST_KNOWN = 10_000;
    private static final Duration KNOWN_FOR = Duration.ofDays(30);

    private final Limits limits;
    private final Callers callers;
    private final Cache<String, Boolean> known = Caffeine.newBuilder()
            .maximumSize(MOST_KNOWN)
            .expireAfterWrite(KNOWN_FOR)
            .build();

    SignInLimits(Limits limits, Callers callers) {
        this.limits = limits;
        this.callers = callers;
    }

    /** Before a password is looked at, so that parallel tries count too. */
    void beforeTry(String email) {
        String address = address();
        limits.take(FROM_ADDRESS, address);
        limits.take(FOR_ACCOUNT_FROM_ADDRESS, both(email, address));
        if (known.getIfPresent(both(email, address)) == null) {
            limits.take(FOR_ACCOUNT, email);
        }
    }

    /** The password was right: the try does not count. */
    void succeeded(String email) {
        String address = address();
        limits.giveBack(FROM_ADDRESS, address);
        limits.giveBack(FOR_ACCOUNT_FROM_ADDRESS, both(email, address));
        if (known.getIfPresent(both(email, address)) == null) {
            limits.giveBack(FOR_ACCOUNT, email);
        }
        known.put(both(email, address), Boolean.TRUE);
    }

    private String address() {
        return Addresses.key(callers.current().address());
    }

    private static String both(String email, String address) {
        return email + ' ' + address;
    }
}
