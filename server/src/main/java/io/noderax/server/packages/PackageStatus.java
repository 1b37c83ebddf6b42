package io.noderax.server.packages;

import io.noderax.protocol.packages.PackageWork;
import org.jboss.resteasy.reactive.RestResponse;

/** The HTTP status of an answer that may have had to wait. */
final class PackageStatus {
    private PackageStatus() {}

    static RestResponse<PackageWork> of(PackageWork work) {
        return RestResponse.status(
                work.outcome() == null ? RestResponse.Status.ACCEPTED : RestResponse.Status.OK, work);
    }
}
