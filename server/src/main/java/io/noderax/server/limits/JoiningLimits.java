package io.noderax.server.limits;

import io.noderax.server.boot.ServerSettings;
import io.noderax.server.http.Callers;
import jakarta.inject.Singleton;
import java.util.Locale;

/** How often machines that are no nodes yet may call: by address, by the person they ask, by their token. */
@Singleton
public class JoiningLimits {
    /** A machine looks every five seconds; here is room for several of them with one token, and for restarts. */
    private static final Allowance LOOKS = new Allowance("looks at this enrollment", 30, 60);

    private static final Allowance LOOKS_FROM_ADDRESS =
            new Allowance("looks at enrollments from this address", 600, 1200);
    private static final Allowance REPORTS = new Allowance("reports of this installation", 60, 60);
    private static final Allowance REPORTS_FROM_ADDRESS =
            new Allowance("reports of installations from this address", 600, 1200);

    private final Limits limits;
    private final Callers callers;
    private final Allowance requests;
    private final Allowance requestsForEmail;
    private final Allowance bootstraps;

    JoiningLimits(Limits limits, Callers callers, ServerSettings settings) {
        int perMinute = settings.joining().perMinute();
        this.limits = limits;
        this.callers = callers;
        this.requests = new Allowance("requests to enroll from this address", perMinute, perMinute);
        this.requestsForEmail = new Allowance("requests to enroll for this e-mail address", perMinute, perMinute);
        this.bootstraps = new Allowance("installations from this address", perMinute, perMinute);
    }

    /** A machine asks to become a node. */
    public void request(String email) {
        limits.take(requests, address());
        limits.take(requestsForEmail, email.toLowerCase(Locale.ROOT));
    }

    /** A machine looks whether it was approved. */
    public void look(String tokenHash) {
        limits.take(LOOKS_FROM_ADDRESS, address());
        limits.take(LOOKS, tokenHash);
    }

    /** A machine wants to be the node that was prepared. */
    public void bootstrap() {
        limits.take(bootstraps, address());
    }

    /** An installer says how far it is. */
    public void report(String tokenHash) {
        limits.take(REPORTS_FROM_ADDRESS, address());
        limits.take(REPORTS, tokenHash);
    }

    private String address() {
        return Addresses.key(callers.current().address());
    }
}
